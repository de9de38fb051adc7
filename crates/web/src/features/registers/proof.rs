//! The proof of a version on its page: whoever reads it has the browser compute the leaf anew and follow it up to the root
//! that was signed.

use leptos::prelude::*;
use shared::merkle::wire::{InclusionProof, SignedTreeHead};
use shared::registers::Register;
use shared::registers::proof::check;
use shared::registers::wire::{RecordDetail, VersionOut, records_path};

use crate::fetch::{RemoteState, use_fetch_when};
use crate::format::{address, date_time, integer};
use crate::i18n::t;
use crate::ui::{Button, Details, Notice, Tone};

/// What came out of a check.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Verdict {
    /// Everything holds: when the head was signed, and how many versions it has.
    Holds(SignedTreeHead),
    /// No head covers the version yet.
    NotYet,
    /// Something does not hold.
    Broken(String),
    /// It could not be looked at.
    Unknown(String),
}

/// The section of the version that is shown.
pub(super) fn proof(register: &'static Register, slug: &str, detail: &RecordDetail) -> AnyView {
    let shown = detail.record.version;
    let version = detail.history.iter().find(|it| it.record.version == shown);
    let Some(version) = version.cloned() else {
        return ().into_any();
    };
    let tree = format!("{}/tree", records_path(slug, register));
    let (head_path, proof_path) = (format!("{tree}/head"), format!("{tree}/inclusion"));
    let leaf = version.record.leaf_index;
    let asked = RwSignal::new(false);
    let of_head = head_path.clone();
    let head = use_fetch_when::<SignedTreeHead>(move || asked.get().then(|| of_head.clone()));
    let of_proof = proof_path.clone();
    let inclusion = use_fetch_when::<InclusionProof>(move || {
        let head = head.ready().filter(|head| head.tree.size > leaf)?;
        let pairs = [
            ("leaf", leaf.to_string()),
            ("size", head.tree.size.to_string()),
        ];
        let pairs = pairs
            .each_ref()
            .map(|(name, value)| (*name, value.as_str()));
        Some(address(&of_proof, &pairs))
    });
    let verdict = Memo::new(move |_| match head.get() {
        RemoteState::Idle | RemoteState::Loading => None,
        RemoteState::Failed(problem) if problem.status == 404 => Some(Verdict::NotYet),
        RemoteState::Failed(problem) => Some(Verdict::Unknown(problem.title)),
        RemoteState::Ready(head) if head.tree.size <= leaf => Some(Verdict::NotYet),
        RemoteState::Ready(head) => match inclusion.get() {
            RemoteState::Idle | RemoteState::Loading => None,
            RemoteState::Failed(problem) => Some(Verdict::Unknown(problem.title)),
            RemoteState::Ready(proof) => Some(judge(register, &version, head, &proof)),
        },
    });
    let busy = RwSignal::new(false);
    Effect::new(move |_| busy.set(asked.get() && verdict.get().is_none()));
    let versions = format!("{}/versions.ndjson", records_path(slug, register));
    let command = format!(
        "munica verify {} --file versions.ndjson --heads head --keys keys",
        register.id
    );
    view! {
        <section class="l-stack" id="prueba" aria-labelledby="proof-title">
            <h2 id="proof-title">{t::REGISTERS_PROOF.s()}</h2>
            <p>{t::REGISTERS_PROOF_TEXT.s()}</p>
            <p>
                <Button busy=busy busy_text=t::REGISTERS_PROOF_BUSY.s() on_click=move |_| asked.set(true)>
                    {t::REGISTERS_PROOF_CHECK.s()}
                </Button>
            </p>
            <div aria-live="polite">{move || verdict.get().map(told)}</div>
            <Details summary=t::REGISTERS_PROOF_FILES.s()>
                <p>{t::REGISTERS_PROOF_FILES_TEXT.s()}</p>
                <ul>
                    <li><a href=versions rel="external" download="versions.ndjson">"versions.ndjson"</a></li>
                    <li><a href=head_path rel="external" download="head">"head"</a></li>
                    <li><a href="/api/v1/keys" rel="external" download="keys">"keys"</a></li>
                </ul>
                <pre class="register-call" tabindex="0"><code>{command}</code></pre>
            </Details>
        </section>
    }
    .into_any()
}

fn judge(
    register: &'static Register,
    version: &VersionOut,
    head: SignedTreeHead,
    proof: &InclusionProof,
) -> Verdict {
    let leaf = match check(register, head.tree.municipality_id, version) {
        Ok(leaf) => leaf,
        Err(broken) => return Verdict::Broken(broken.to_string()),
    };
    match proof.verify(leaf, &head.tree) {
        Ok(()) => Verdict::Holds(head),
        Err(_) => Verdict::Broken(t::REGISTERS_PROOF_PATH.s().to_owned()),
    }
}

fn told(verdict: Verdict) -> AnyView {
    let (tone, title, text) = match verdict {
        Verdict::Holds(head) => {
            let size = integer(head.tree.size.unsigned_abs());
            let pairs = [("when", date_time(head.tree.at)), ("size", size)];
            let pairs = pairs
                .each_ref()
                .map(|(name, value)| (*name, value.as_str()));
            let text = t::REGISTERS_PROOF_HOLDS_TEXT.with(&pairs);
            (Tone::Success, t::REGISTERS_PROOF_HOLDS, text)
        }
        Verdict::NotYet => (
            Tone::Info,
            t::REGISTERS_PROOF_NOT_YET,
            t::REGISTERS_PROOF_NOT_YET_TEXT.s().to_owned(),
        ),
        Verdict::Broken(why) => (Tone::Danger, t::REGISTERS_PROOF_BROKEN, why),
        Verdict::Unknown(why) => (Tone::Warning, t::REGISTERS_PROOF_UNKNOWN, why),
    };
    view! { <Notice tone=tone title=title.s()><p>{text}</p></Notice> }.into_any()
}
