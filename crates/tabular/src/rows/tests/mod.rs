//! Files made here, in every shape that officials send and every trick that an attacker has.

mod csv;
mod hostile;
mod support;
mod trial;
mod xlsx;
