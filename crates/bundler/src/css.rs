//! The style sheets, put together from the files that stand beside the components.
//!
//! Order: `styles/` by name, then `ui/`, `shell/`, `features/`, each by path. What only one app needs stands in a folder
//! of its name or in a file `*.{app}.css`: the staff app's goes into its own sheet with everything else, that of registers
//! into a sheet that their pages load beside the public one, so that nobody else pays for it.

use std::path::Path;

use anyhow::Result;

use crate::files;

/// The sheets, not minified.
pub(crate) struct Sheets {
    /// What every public page needs.
    pub(crate) portal: String,
    /// What pages of registers need beside it.
    pub(crate) registers: String,
    /// What the public sees and what only staff see.
    pub(crate) admin: String,
}

/// Reads every `.css` below the source folder of `web`.
pub(crate) fn sheets(src: &Path) -> Result<Sheets> {
    let mut sheets = Sheets {
        portal: String::new(),
        registers: String::new(),
        admin: String::new(),
    };
    for part in ["styles", "ui", "shell", "features"] {
        for file in files::under(&src.join(part))? {
            let name = files::logical(src, &file)?;
            if !name.ends_with(".css") {
                continue;
            }
            let text = files::read_text(&file)?;
            let text = [text.as_str(), "\n"];
            if only(&name, "registers") {
                sheets.registers.extend(text);
                // Staff work with the same lists.
                sheets.admin.extend(text);
                continue;
            }
            if !only(&name, "admin") {
                sheets.portal.extend(text);
            }
            sheets.admin.extend(text);
        }
    }
    Ok(sheets)
}

/// Whether only this app needs the file.
fn only(name: &str, app: &str) -> bool {
    let mut parts = name.split('/').rev();
    let file = parts.next().unwrap_or_default();
    match file
        .strip_suffix(".css")
        .and_then(|stem| stem.rsplit_once('.'))
    {
        Some((_, named)) => named == app,
        None => parts.any(|folder| folder == app),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn styles_of_one_app_are_told_by_folder_or_by_name() {
        assert!(only("features/portal/admin/list.css", "admin"));
        assert!(only("ui/table.admin.css", "admin"));
        assert!(!only("features/portal/admin.css", "admin"));
        assert!(!only("ui/button/button.css", "admin"));
        assert!(only("features/registers/page.css", "registers"));
        assert!(!only("features/registers/form.admin.css", "registers"));
        assert!(only("features/registers/form.admin.css", "admin"));
    }
}
