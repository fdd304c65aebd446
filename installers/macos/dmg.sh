#!/usr/bin/env bash
# Signs an application bundle and packs it into a disk image:
#     installers/macos/dmg.sh APP DMG
# Runs on macOS with Xcode's command line tools. Read from the environment, and from nowhere else:
#   RADVALUER_SIGN_IDENTITY   the Developer ID Application identity in the keychain. Without it the
#                             bundle is signed ad hoc, for this computer alone.
#   RADVALUER_NOTARY_KEY      the file of an App Store Connect API key, with
#   RADVALUER_NOTARY_KEY_ID, RADVALUER_NOTARY_ISSUER   its id and issuer. Without them nothing is
#                             sent to Apple, and other computers will not open the program.
set -euo pipefail

[ $# = 2 ] || { echo "usage: dmg.sh APP DMG" >&2; exit 2; }
app=$1
image=$2
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd -P)
entitlements=$here/entitlements.plist
identity=${RADVALUER_SIGN_IDENTITY:-}
key=${RADVALUER_NOTARY_KEY:-}

say() { printf 'dmg: %s\n' "$*"; }

[ -d "$app/Contents/MacOS" ] || { say "$app is no application bundle" >&2; exit 1; }
if [ -n "$key" ]; then
  [ -n "$identity" ] || { say "Apple notarises only what is signed: set RADVALUER_SIGN_IDENTITY" >&2; exit 1; }
  : "${RADVALUER_NOTARY_KEY_ID:?set it with RADVALUER_NOTARY_KEY}" "${RADVALUER_NOTARY_ISSUER:?set it with RADVALUER_NOTARY_KEY}"
fi

staging=$(mktemp -d)
trap 'rm -rf "$staging"' EXIT

sign() { # sign FILE [OPTION…]: with the hardened runtime and a time stamp where there is an identity
  local file=$1
  shift
  if [ -n "$identity" ]; then
    codesign --force --sign "$identity" --options runtime --timestamp "$@" "$file"
  else
    codesign --force --sign - "$@" "$file"
  fi
}

is_code() { file -b "$1" | grep -q '^Mach-O'; }

sign_bundle() { # from the inside out: libraries, then programs, then the bundle
  local path
  while IFS= read -r -d '' path; do
    if is_code "$path"; then sign "$path"; fi
  done < <(find "$app/Contents" -path "$app/Contents/MacOS" -prune -o -type f -print0)
  for path in "$app/Contents/MacOS"/*; do
    if is_code "$path"; then sign "$path" --entitlements "$entitlements"; fi
  done
  sign "$app" --entitlements "$entitlements"
  codesign --verify --strict --deep "$app"
}

make_image() {
  cp -R "$app" "$staging/"
  ln -s /Applications "$staging/Applications"
  rm -f "$image"
  hdiutil create -volname "RadValuer Desktop" -srcfolder "$staging" -fs HFS+ -format UDZO "$image"
}

notarise() {
  xcrun notarytool submit "$image" --wait \
    --key "$key" --key-id "$RADVALUER_NOTARY_KEY_ID" --issuer "$RADVALUER_NOTARY_ISSUER"
  xcrun stapler staple "$image"
  spctl --assess --type open --context context:primary-signature "$image"
}

say "signing ${identity:-ad hoc}"
sign_bundle
say "packing"
make_image
if [ -n "$identity" ]; then codesign --force --sign "$identity" --timestamp "$image"; fi
if [ -n "$key" ]; then
  say "notarising"
  notarise
else
  say "not notarised: other computers will not open $image"
fi
