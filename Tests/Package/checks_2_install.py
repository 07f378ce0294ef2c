"""A clean system without a network: apt installs ours from files, and what they bring works."""
import glob
import os
import subprocess

from chroot import Failed, indented
from house import check, expect, install

# What other packages say in any system that is only a folder.
OTHERS_NOISE = ("debconf:", "Reloading system message bus config...Failed to open connection",
                "start-stop-daemon: unable to stat /usr/libexec/polkitd")


@check("apt installs all of them offline, and the programs run")
def programs(house):
    with house.system() as chroot:
        said = install(chroot)
        expect("Setting up stationmaster " in said, f"apt said:\n{indented(said)}")
        for noise in ("warning", "Warning", "WARNING", "rror:", "cannot", "Failed", "No such"):
            rows = [row for row in said.split("\n") if noise in row and not row.startswith(OTHERS_NOISE)]
            expect(not rows, f"the installation complains:\n{indented(chr(10).join(rows))}")
        version = house.version.split("~")[0]
        for program in ("stationctl", "stationd", "station-notifier"):
            said = chroot.check(f"{program} --version").strip()
            expect(said == version, f"{program} --version says '{said}', the package is {version}")
        said = chroot.check("stationd --check-config")
        expect("good" in said, f"stationd --check-config says: {said}")
        refused = chroot.refuses("stationctl status")
        expect("system bus" in refused and "Start D-Bus" in refused, f"without a bus stationctl says only:\n{indented(refused)}")
        chroot.check("getent passwd stationmaster stationmaster-mail")
        chroot.check("test -L /etc/systemd/system/multi-user.target.wants/stationmaster.service")
        expect("pam_stationmaster" not in chroot.read("/etc/pam.d/common-account"), "the sign-in check is on")
        whose_files_are_root(chroot, house)
        missing = chroot.run("for file in /usr/bin/station* /usr/sbin/stationd /usr/lib/stationmaster/plugins/*/*; do "
                             "ldd $file 2>/dev/null | grep 'not found'; done").said
        expect(not missing.strip(), f"libraries are missing:\n{indented(missing)}")


def whose_files_are_root(chroot, house):
    for name in house.names:
        for path in chroot.check(f"dpkg-query -L {name}").split("\n"):
            # Folders that others have too are as those made them: polkitd's own belongs to polkitd.
            if path and (not os.path.isdir(chroot.path(path)) or "station" in path):
                facts = os.lstat(chroot.path(path))
                expect(facts.st_uid == facts.st_gid == 0, f"{path} belongs to {facts.st_uid}:{facts.st_gid}")
                expect(not facts.st_mode & 0o6000, f"{path} is setuid or setgid")
                is_link = os.path.islink(chroot.path(path))
                expect(is_link or not facts.st_mode & 0o022, f"{path} may be written by others than root")


@check("man pages are found, and completions complete")
def pages_and_completions(house):
    with house.system() as chroot:
        chroot.check("apt-get -q -y --no-install-recommends install bash-completion zsh fish man-db")
        install(chroot, options="--no-install-recommends")
        commands = chroot.check("stationctl --help")
        expect("station" in commands, "stationctl --help lists nothing")
        pages = ["stationctl", "stationctl-station", "stationctl-license", "stationctl-seat", "stationd",
                 "station-notifier", "stationd.conf", "org.stationmaster1"]
        for page in pages:
            said = chroot.check(f"MANWIDTH=100 man {page}")
            expect("NAME" in said and len(said) > 300, f"man {page} shows:\n{indented(said)}")
        completed = chroot.check(r"""
            source /usr/share/bash-completion/bash_completion
            _completion_loader stationctl || :
            function=$(complete -p stationctl | sed -n 's/.* -F \([^ ]*\) .*/\1/p')
            COMP_WORDS=(stationctl st) COMP_CWORD=1 COMP_LINE='stationctl st' COMP_POINT=13
            $function stationctl st stationctl || :
            printf '%s\n' "${COMPREPLY[@]}" """).split()
        expect({"station", "stations", "status"} <= set(completed), f"bash completes 'stationctl st' to {completed}")
        completed = chroot.check("fish -c 'complete -C \"stationctl st\"'")
        expect("status" in completed and "stations" in completed, f"fish completes 'stationctl st' to:\n{completed}")
        chroot.check("zsh -n /usr/share/zsh/vendor-completions/_stationctl")
        said = chroot.check("zsh -fc 'autoload -U compinit && compinit -u -D && print $_comps[stationctl]'").strip()
        expect(said == "_stationctl", f"zsh completes stationctl by '{said}'")


@check("desktop entries, icons and AppStream data are valid")
def desktop(house):
    with house.system() as chroot:
        install(chroot, "stationctl", "stationmaster-desktop", options="--no-install-recommends")
        for path in ("/etc/xdg/autostart", "/usr/share/applications"):
            for name in sorted(os.listdir(chroot.path(path))):
                on_this_computer(["desktop-file-validate", chroot.path(f"{path}/{name}")])
        for name in sorted(os.listdir(chroot.path("/usr/share/metainfo"))):
            on_this_computer(["appstreamcli", "validate", "--no-net", chroot.path(f"/usr/share/metainfo/{name}")])


def on_this_computer(words):
    said = subprocess.run(words, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    if said.returncode or "warning" in said.stdout.lower():
        raise Failed(f"{words[0]} says of {words[-1]}:\n{indented(said.stdout)}")


@check("every command, file and link of the installed documents is there")
def documents(house):
    program = "Tests/Documents/check"
    if not os.path.exists(program):
        return f"left out: {program} is not here"
    with house.system() as chroot:
        chroot.check("apt-get -q -y --no-install-recommends install systemd")
        install(chroot, options="--no-install-recommends")
        texts = glob.glob(chroot.path("/usr/share/doc/station*/**/*.md"), recursive=True)
        expect(len(texts) > 20, f"only these documents are installed: {texts}")
        words = [program, "--tree", chroot.root]
        for folder in ("/usr/bin", "/usr/sbin"):
            words += ["--programs", chroot.path(folder)]
        said = subprocess.run([*words, *sorted(texts)], stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
        if said.returncode:
            raise Failed(f"{program} says:\n{indented(said.stdout.replace(chroot.root, ''), 60)}")
