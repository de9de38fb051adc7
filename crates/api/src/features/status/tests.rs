//! What is said of the signed heads.

use chrono::TimeDelta;
use shared::features::status::{Component, ComponentState};

use super::from_worker;
use super::public::components;
use crate::db::PLATFORM;
use crate::features::journal::sign_heads;
use crate::testing::Stand;

#[tokio::test]
async fn an_entry_that_no_signed_head_covers_after_two_hours_is_a_fault() {
    let stand = Stand::new().await;
    let act = stand.act(PLATFORM, |_| Box::pin(async { Ok(()) }));
    act.await.unwrap();
    let heads = async || {
        from_worker(&stand.state).await.unwrap();
        let parts = components(&stand.state).await.unwrap().into_iter();
        let mut heads = parts.filter(|part| part.component == Component::Journal);
        heads.next().unwrap().state
    };
    stand.wait(TimeDelta::hours(2));
    assert_eq!(heads().await, ComponentState::Working);
    stand.wait(TimeDelta::minutes(2));
    assert_eq!(heads().await, ComponentState::Failing);
    sign_heads(&stand.state).await.unwrap();
    stand.wait(TimeDelta::minutes(2));
    assert_eq!(heads().await, ComponentState::Working);
}
