//! What a shell is taught: completions and manual pages come from the commands themselves.

use super::Shop;

#[test]
fn every_shell_completes_every_command() {
    let shop = Shop::new();
    for shell in ["bash", "zsh", "fish", "powershell", "nushell"] {
        let script = shop.text(&["completions", shell]);
        for command in ["import", "media-kit", "completions"] {
            assert!(script.contains(command), "{shell} does not know {command}");
        }
    }
    assert_eq!(shop.run(&["completions", "tcsh"]).status.code(), Some(2));
}

#[test]
fn each_command_has_a_manual_page() {
    let shop = Shop::new();
    assert!(shop.text(&["man"]).contains(".TH tenfold 1"));
    let folder = shop.path("pages/man1");
    assert!(shop.run(&["man", "--dir", folder.to_str().expect("a path")]).status.success());
    for page in ["tenfold.1", "tenfold-import.1", "tenfold-media-kit.1"] {
        assert!(std::fs::read_to_string(folder.join(page)).is_ok_and(|text| text.contains(".SH")), "{page}");
    }
}
