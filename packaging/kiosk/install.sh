#!/bin/sh
# Makes this computer a kiosk that runs waypost, or undoes that.
#
#   install.sh --recipe a      on the bare console: Latin, Greek, Cyrillic letters; old computers
#   install.sh --recipe b      in foot on cage: every script, large letters
#   install.sh --undo          as it was, but for /etc/waypost and the user
#
# It can be run again at any time; what is done already is left alone. Nothing changes before the next start of the
# computer, and it never restarts it. Each file that it puts in place says in itself what it is for; docs/kiosk.md
# explains every line, and what is left to do by hand.
set -eu
umask 022

here=$(CDPATH='' cd -- "$(dirname -- "$0")" && pwd)
kept=/var/lib/waypost/before-kiosk

# What would open a way past the kiosk, or keep what should be forgotten.
masked='getty@tty1.service getty@tty2.service getty@tty3.service getty@tty4.service getty@tty5.service
getty@tty6.service autovt@.service console-getty.service serial-getty@ttyS0.service debug-shell.service
emergency.service rescue.service ctrl-alt-del.target systemd-ask-password-wall.path sleep.target suspend.target
hibernate.target hybrid-sleep.target swap.target zramswap.service udisks2.service bluetooth.service ssh.service
ssh.socket'

# Each file, and where it goes.
files='sysctl.conf /etc/sysctl.d/60-waypost.conf
logind.conf /etc/systemd/logind.conf.d/60-waypost.conf
journald.conf /etc/systemd/journald.conf.d/60-waypost.conf
modprobe.conf /etc/modprobe.d/60-waypost.conf
grub.cfg /etc/default/grub.d/60-waypost.cfg'

say() {
    printf '%s\n' "$*"
}

refuse() {
    printf 'install.sh: %s\n' "$1" >&2
    exit "${2:-1}"
}

put() { # file, place, mode
    mkdir -p "$(dirname "$2")"
    if cmp -s "$1" "$2"; then
        say "  $2 is in place"
    else
        install -m "$3" -o root -g root "$1" "$2"
        say "  $2 is written"
    fi
}

is_installed() {
    command -v "$1" >/dev/null || [ -x "/usr/sbin/$1" ] || [ -x "/sbin/$1" ]
}

update_grub() {
    if is_installed update-grub; then
        update-grub >/dev/null 2>&1 || say "  update-grub failed: run it by hand and see what it says"
    else
        say "  there is no update-grub here: give the line in /etc/default/grub.d/60-waypost.cfg to your boot loader by hand"
    fi
}

check_computer() {
    [ -x /usr/bin/waypost ] || refuse "/usr/bin/waypost is missing. Install the package waypost first."
    for unit in waypost.service waypost-cage.service waypost-staff.service; do
        [ -f "/usr/lib/systemd/system/$unit" ] || refuse "$unit is missing. Install the package waypost-kiosk first."
    done
    is_installed loadkeys || refuse "loadkeys is missing. Install the package kbd first."
    if [ -e /etc/systemd/system/display-manager.service ]; then
        refuse "This computer opens a graphical login. Remove that program first ($(basename "$(readlink /etc/systemd/system/display-manager.service)"))."
    fi
    if [ "$recipe" = b ]; then
        is_installed cage || refuse "cage is missing. Install the package cage first, or take recipe a."
        is_installed foot || refuse "foot is missing. Install the package foot first, or take recipe a."
        say "Trying whether cage hands on exit code 10 ..."
        "$here/passes-exit-code" || refuse "This cage loses the exit code with which staff close the kiosk. Take recipe a, or install a newer cage."
        foot --check-config --config="$here/foot.ini" 2>/dev/null || refuse "This foot does not accept $here/foot.ini. See: foot --check-config --config=$here/foot.ini"
    fi
}

make_user() {
    say "The user that waypost runs as: no home, no shell, no password."
    if getent passwd waypost >/dev/null; then
        say "  waypost exists"
    else
        adduser --quiet --system --group --no-create-home --home /nonexistent --shell /usr/sbin/nologin waypost
        say "  waypost is made"
    fi
}

put_files() {
    say "Settings of the kiosk:"
    mkdir -p /etc/waypost
    if [ -e /etc/waypost/kiosk.json ]; then
        say "  /etc/waypost/kiosk.json is yours and stays"
    else
        put "$here/kiosk.json" /etc/waypost/kiosk.json 644
    fi
    if [ "$recipe" = b ]; then
        put_foot
        put "$here/pam" /etc/pam.d/waypost-kiosk 644
    fi
    say "Settings of this computer:"
    printf '%s\n' "$files" | while read -r file place; do
        put "$here/$file" "$place" 644
    done
    update_grub
}

put_foot() {
    made=$(mktemp)
    cat "$here/foot.ini" >"$made"
    # From 1.18 on foot can be told that no program may reach the clipboard; before, the section is not known.
    printf '\n[security]\nosc52=disabled\n' >>"$made"
    foot --check-config --config="$made" >/dev/null 2>&1 || cat "$here/foot.ini" >"$made"
    put "$made" /etc/waypost/foot.ini 644
    rm -f "$made"
}

mask_units() {
    say "What would open a way past the kiosk, or write memory to disk, is masked:"
    for unit in $masked; do
        if [ "$(readlink "/etc/systemd/system/$unit" || true)" = /dev/null ]; then
            say "  $unit is masked"
        else
            systemctl --quiet mask "$unit"
            printf '%s\n' "$unit" >>"$kept/masked"
            say "  $unit is masked now"
        fi
    done
}

leave_swap() {
    say "Swap, which would write memory to disk:"
    if grep -Eq '^[^#[:space:]][^[:space:]]*[[:space:]]+[^[:space:]]+[[:space:]]+swap[[:space:]]' /etc/fstab 2>/dev/null; then
        sed -E -i 's/^([^#[:space:]][^[:space:]]*[[:space:]]+[^[:space:]]+[[:space:]]+swap[[:space:]])/#waypost# \1/' /etc/fstab
        say "  its lines in /etc/fstab are commented out"
    else
        say "  /etc/fstab names none"
    fi
}

enable_kiosk() {
    if [ "$recipe" = a ]; then ours=waypost.service other=waypost-cage.service; else ours=waypost-cage.service other=waypost.service; fi
    systemctl --quiet disable "$other"
    systemctl --quiet enable "$ours"
    say "$ours starts with the computer from now on."
}

do_install() {
    check_computer
    mkdir -p "$kept"
    make_user
    put_files
    leave_swap
    mask_units
    enable_kiosk
    cat <<'END'

Left to do by hand (docs/kiosk.md says how):
  1. waypost admin set-pin
  2. a password for GRUB and for the firmware; no start from USB; Secure Boot on
  3. no network card, or its driver blacklisted
  4. restart, then as root: waypost doctor --kiosk
  5. try it as the guide describes: hide, idle, power button
END
}

do_undo() {
    say "The kiosk starts no more:"
    for unit in waypost.service waypost-cage.service; do
        systemctl --quiet disable "$unit" || true
    done
    say "Unmasked is what was masked by this program:"
    if [ -f "$kept/masked" ]; then
        while read -r unit; do
            systemctl --quiet unmask "$unit"
            say "  $unit"
        done <"$kept/masked"
        rm -f "$kept/masked"
    fi
    say "Removed:"
    printf '%s\n%s\n' "$files" "pam /etc/pam.d/waypost-kiosk" | while read -r _ place; do
        if [ -e "$place" ]; then
            rm -f "$place"
            say "  $place"
        fi
    done
    if [ -f /etc/fstab ]; then
        sed -i 's/^#waypost# //' /etc/fstab
    fi
    rmdir "$kept" 2>/dev/null || true
    update_grub
    say "/etc/waypost and the user waypost stay. Restart the computer."
}

recipe=
undo=
while [ $# -gt 0 ]; do
    case $1 in
        --recipe)
            recipe=${2:-}
            [ $# -ge 2 ] && shift
            case $recipe in a | b) ;; *) refuse "--recipe takes a or b." 64 ;; esac
            ;;
        --recipe=a) recipe=a ;;
        --recipe=b) recipe=b ;;
        --undo) undo=yes ;;
        -h | --help)
            sed -n '2,/^$/s/^# \{0,1\}//p' "$0"
            exit 0
            ;;
        *) refuse "unknown argument $1. Use --recipe a, --recipe b or --undo." 64 ;;
    esac
    shift
done
if [ -n "$recipe" ] && [ -n "$undo" ]; then refuse "--recipe and --undo cannot go together." 64; fi
if [ -z "$recipe" ] && [ -z "$undo" ]; then refuse "Say what to do: --recipe a, --recipe b or --undo. --help tells more." 64; fi
[ "$(id -u)" -eq 0 ] || refuse "Only root can set this computer up. Run: sudo $0 $(if [ -n "$undo" ]; then echo --undo; else echo "--recipe $recipe"; fi)" 77

if [ -n "$undo" ]; then do_undo; else do_install; fi
