//! The two style sheets, put together from the files that stand beside the components.
//!
//! Order: `styles/` by name, then `ui/`, `shell/`, `features/`, each by path. What only the staff app needs stands in a
//! folder `admin` or in a file `*.admin.css`.

use std::path::Path;

use anyhow::Result;

use crate::files;

/// Both sheets, not minified.
pub(crate) struct Sheets {
    /// What the public sees.
    pub(crate) portal: String,
    /// The same and what only staff see.
    pub(crate) admin: String,
}

/// Reads every `.css` below the source folder of `web`.
pub(crate) fn sheets(src: &Path) -> Result<Sheets> {
    let mut sheets = Sheets {
        portal: String::new(),
        admin: String::new(),
    };
    for part in ["styles", "ui", "shell", "features"] {
        for file in files::under(&src.join(part))? {
            let name = files::logical(src, &file)?;
            if !name.ends_with(".css") {
                continue;
            }
            let text = files::read_text(&file)?;
            if !staff_only(&name) {
                sheets.portal.extend([text.as_str(), "\n"]);
            }
            sheets.admin.extend([text.as_str(), "\n"]);
        }
    }
    Ok(sheets)
}

fn staff_only(name: &str) -> bool {
    name.ends_with(".admin.css")
        || name
            .split('/')
            .rev()
            .skip(1)
            .any(|folder| folder == "admin")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn styles_of_the_staff_app_are_told_by_folder_or_by_name() {
        assert!(staff_only("features/portal/admin/list.css"));
        assert!(staff_only("ui/table.admin.css"));
        assert!(!staff_only("features/portal/admin.css"));
        assert!(!staff_only("ui/button/button.css"));
    }
}
