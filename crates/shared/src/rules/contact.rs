//! E-mail addresses and Peruvian telephone numbers: what can be written to and called, judged without the network.

use super::{Violation, all_digits, ensure, web};

/// An e-mail address, as people have them: ASCII, no quotes, no comments, a domain with a dot.
///
/// # Errors
/// `email_format`.
pub fn email(value: &str) -> Result<(), Violation> {
    let value = value.trim();
    let well_formed = value.len() <= 254
        && value
            .split_once('@')
            .is_some_and(|(local, domain)| local_part(local) && web::is_domain(domain));
    ensure(
        well_formed,
        "email_format",
        "Escriba un correo completo, por ejemplo nombre@munipiura.gob.pe, sin espacios ni tildes.",
    )
}

/// Providers that give an address to anybody, by the first label of their domain: `gmail.com`, `hotmail.es`.
const FREE_MAIL: [&str; 14] = [
    "aol",
    "gmail",
    "gmx",
    "googlemail",
    "hotmail",
    "icloud",
    "live",
    "mail",
    "msn",
    "outlook",
    "proton",
    "protonmail",
    "yahoo",
    "ymail",
];

/// Whether an address is of a provider that gives one to anybody. Invitations to it reach a person whom no institution
/// can take it from when the post ends; small municipalities often have nothing else, so this warns and never refuses.
pub fn is_free_mail(value: &str) -> bool {
    let value = normalize_email(value);
    let Some((_, domain)) = value.rsplit_once('@') else {
        return false;
    };
    let labels: Vec<&str> = domain.split('.').collect();
    match labels.as_slice() {
        [provider, _] => FREE_MAIL.contains(provider),
        [provider, "com" | "co", _] => FREE_MAIL.contains(provider),
        _ => false,
    }
}

/// The address in lower case without outer spaces, as it is stored and compared.
pub fn normalize_email(value: &str) -> String {
    value.trim().to_ascii_lowercase()
}

fn local_part(local: &str) -> bool {
    let atom = |part: &str| {
        !part.is_empty()
            && part
                .bytes()
                .all(|byte| byte.is_ascii_alphanumeric() || b"!#$%&'*+/=?^_`{|}~-".contains(&byte))
    };
    local.len() <= 64 && local.split('.').all(atom)
}

/// The kinds of telephone numbers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PhoneKind {
    /// Nine digits that start with 9; can receive a text message.
    Mobile,
    /// An area code and a number.
    Landline,
}

/// A Peruvian telephone number.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Phone {
    /// Without prefix of country or trunk: `987654321`, `14567890`, `73123456`.
    pub national: String,
    /// Its kind.
    pub kind: PhoneKind,
}

impl Phone {
    /// In the international form (E.164), as it is stored: `+51987654321`.
    pub fn e164(&self) -> String {
        format!("+51{}", self.national)
    }
}

/// Area codes of the departments; Lima and Callao share 1.
const AREAS: [&str; 23] = [
    "41", "42", "43", "44", "51", "52", "53", "54", "56", "61", "62", "63", "64", "65", "66", "67",
    "72", "73", "74", "76", "82", "83", "84",
];

/// A Peruvian mobile or landline number, with or without +51.
///
/// # Errors
/// `phone_format`.
pub fn phone(value: &str) -> Result<(), Violation> {
    parse_phone(value).map(|_| ())
}

/// The number in its international form: `+51987654321`.
///
/// # Errors
/// `phone_format`.
pub fn normalize_phone(value: &str) -> Result<String, Violation> {
    parse_phone(value).map(|phone| phone.e164())
}

/// Reads a Peruvian number with spaces, hyphens, parentheses, `+51`, `0051` or the trunk zero of landlines.
///
/// # Errors
/// `phone_format`, also for a landline without its area code.
pub fn parse_phone(value: &str) -> Result<Phone, Violation> {
    let compact: String = value
        .chars()
        .filter(|c| !c.is_whitespace() && !matches!(c, '-' | '(' | ')' | '.'))
        .collect();
    let digits = compact.strip_prefix('+').unwrap_or(&compact);
    let abroad = compact.starts_with('+') && !digits.starts_with("51");
    let found = if abroad || !all_digits(digits) {
        None
    } else {
        candidates(digits).into_iter().find_map(national)
    };
    found.ok_or_else(|| {
        Violation::new(
            "phone_format",
            "Escriba un celular de 9 dígitos que empieza con 9, o un teléfono fijo con su código de ciudad, por ejemplo 01 4567890 o 073 123456.",
        )
    })
}

/// The number as typed, then without the country's prefix, in the order in which they are believed.
fn candidates(digits: &str) -> Vec<&str> {
    let prefixes = ["", "51", "0051"];
    prefixes
        .into_iter()
        .filter_map(|prefix| digits.strip_prefix(prefix))
        .collect()
}

fn national(digits: &str) -> Option<Phone> {
    if digits.len() == 9 && digits.starts_with('9') {
        return Some(Phone {
            national: digits.to_owned(),
            kind: PhoneKind::Mobile,
        });
    }
    let number = digits.strip_prefix('0').unwrap_or(digits);
    let area = number.starts_with('1') || AREAS.iter().any(|area| number.starts_with(area));
    let landline = number.len() == 8 && area;
    landline.then(|| Phone {
        national: number.to_owned(),
        kind: PhoneKind::Landline,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_of_a_free_provider_is_known_and_an_institutional_one_is_not_taken_for_it() {
        for text in [
            "a@gmail.com",
            " A@Hotmail.ES ",
            "a@yahoo.com.pe",
            "a@outlook.com",
        ] {
            assert!(is_free_mail(text), "{text}");
        }
        for text in [
            "a@munipiura.gob.pe",
            "a@mail.munipiura.gob.pe",
            "a@municastilla.example",
            "gmail.com",
            "a@live.gob.pe",
        ] {
            assert!(!is_free_mail(text), "{text}");
        }
    }

    #[test]
    fn ordinary_addresses_pass_and_slips_do_not() {
        for text in [
            "ana.perez@munipiura.gob.pe",
            "a+b@x.pe",
            " odp@mtc-peru.gob.pe ",
            "o'higgins@correo.com",
        ] {
            assert!(email(text).is_ok(), "{text}");
        }
        for text in [
            "",
            "@",
            "a@",
            "@x.pe",
            "a@x",
            "a b@x.pe",
            "a@x..pe",
            ".a@x.pe",
            "a.@x.pe",
            "a..b@x.pe",
            "a@b@x.pe",
            "a@-x.pe",
            "peña@x.pe",
            "a@x.pe\nBcc: b@x.pe",
            "a@x.1",
            "\"a\"@x.pe",
            "a@x.pe,",
            "a@[127.0.0.1]",
        ] {
            assert!(email(text).is_err(), "{text}");
        }
        assert!(email(&format!("{}@x.pe", "a".repeat(65))).is_err());
        assert_eq!(normalize_email(" Ana@X.PE "), "ana@x.pe");
    }

    #[test]
    fn numbers_are_stored_in_one_form() {
        for (typed, stored) in [
            ("987654321", "+51987654321"),
            ("+51 987-654-321", "+51987654321"),
            ("0051987654321", "+51987654321"),
            ("01 456 7890", "+5114567890"),
            ("(073) 123456", "+5173123456"),
            ("51 123456", "+5151123456"),
            ("+51 51 123456", "+5151123456"),
            ("+51 1 4567890", "+5114567890"),
        ] {
            assert_eq!(normalize_phone(typed).as_deref(), Ok(stored), "{typed}");
        }
        assert_eq!(parse_phone("987654321").unwrap().kind, PhoneKind::Mobile);
        assert_eq!(parse_phone("073123456").unwrap().kind, PhoneKind::Landline);
    }

    #[test]
    fn numbers_nobody_can_call_are_refused() {
        for text in [
            "",
            "+",
            "4567890",
            "123456",
            "887654321",
            "98765432",
            "9876543210",
            "+1 2025550123",
            "99 123456",
            "98765432a",
            "９８７６５４３２１",
            "++51987654321",
        ] {
            assert!(phone(text).is_err(), "{text}");
        }
    }
}
