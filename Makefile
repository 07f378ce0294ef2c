# Stationmaster. `make demo` shows it, `make test` proves it; both install what is missing first.

BUILD := swift build
# What a fresh Debian 12 lacks besides a Swift toolchain.
BUILD_PACKAGES := pkg-config libsystemd-dev libudev-dev libsqlite3-dev libsodium-dev libinih-dev \
	libumockdev-dev libusb-1.0-0-dev libvirt-dev libxml2-dev libpam0g-dev gcc libc6-dev
RUN_PACKAGES := dbus hwdata procps python3 python3-dbusmock python3-jsonschema systemd umockdev \
	pamtester libpam-wrapper libnss-wrapper duktape \
	groff-base dpkg-dev xvfb dunst xfce4-notifyd xdotool desktop-file-utils fonts-dejavu-core librsvg2-common dbus-bin
# Before what needs root's rights: the build has none.
ifneq ($(shell id -u),0)
AS_ROOT := sudo --preserve-env=STATIONMASTER_PACKAGE_FOLDER,STATIONMASTER_MIRROR,STATIONMASTER_SECURITY_MIRROR
endif
# Tests of programs with deadlines: not beside those that keep every core busy.
PROCESSES := ConformanceTests|LibvirtTests|PluginHostTests|PluginTemplatesTests|machinesTests|sessionsTests

.PHONY: pam demo test run build lint benchmark deb fuzz measure packages pictures release \
	package-test system-test

demo: packages
	$(BUILD)
	umockdev-wrapper $$($(BUILD) --show-bin-path)/stationmaster-demo

test: packages lint pam
	$(BUILD) --build-tests --explicit-target-dependency-import-check error
	umockdev-wrapper swift test --skip-build --skip '$(PROCESSES)|SystemTests'
	umockdev-wrapper swift test --skip-build --filter '$(PROCESSES)'
	umockdev-wrapper swift test --skip-build --filter SystemTests
	SECONDS_TO_RUN=20 Tests/Fuzz/run

# The agent on this machine's own hardware, unprivileged, with its store in ./run.
run: packages
	$(BUILD)
	Packaging/run-here $$($(BUILD) --show-bin-path)

build: packages
	$(BUILD)

# The PAM module of the sign-in check.
PAM_MODULE := .build/pam/pam_stationmaster.so
PAM_FLAGS := -std=gnu17 -O2 -g -fPIC -fvisibility=hidden -fstack-protector-strong -D_FORTIFY_SOURCE=2 \
	-Wall -Wextra -Werror -Wformat-security -shared -Wl,-z,relro,-z,now,-z,noexecstack,-z,defs
pam: $(PAM_MODULE)
$(PAM_MODULE): Packaging/pam/pam_stationmaster.c Packaging/pam/ask.c Packaging/pam/ask.h
	mkdir -p $(@D)
	gcc $(PAM_FLAGS) -o $@ $(filter %.c,$^) -lpam

# lld is part of the toolchain; packed relocations (glibc 2.36) make each program 1.3 MB smaller, all
# of which would be read at each start.
RELEASE_FLAGS := --static-swift-stdlib -Xswiftc -use-ld=lld -Xlinker -z -Xlinker pack-relative-relocs
release: packages pam
	$(BUILD) -c release $(RELEASE_FLAGS)

# The Debian packages, in .build/deb.
deb: release
	@Packaging/install-packages debhelper dpkg-dev fakeroot
	Packaging/make-deb $$($(BUILD) -c release --show-bin-path)

# The packages on a clean Debian 12 without a network: installed, upgraded, removed, purged. Asks sudo for the checks.
package-test: deb
	@Packaging/install-packages mmdebstrap lintian appstream desktop-file-utils dpkg-dev util-linux
	$(AS_ROOT) Tests/Package/run .build/deb --programs $$($(BUILD) -c release --show-bin-path)

# The packages in a virtual machine with a real kernel, plugged and troubled. `make system-test SHORT=1` is CI's form:
# a part of the steps (it prints which it leaves out), no package-test, and packages that are quick to pack.
ifdef SHORT
system-test: export DPKG_DEB_COMPRESSOR_TYPE := gzip
system-test: export DPKG_DEB_COMPRESSOR_LEVEL := 1
endif
SYSTEM_FOLDER := $(or $(STATIONMASTER_VM_FOLDER),$(CURDIR)/.build/system)
ifneq (,$(filter system-test,$(MAKECMDGOALS)))
SYSTEM_TEST_BEGAN := $(shell date +%s)
endif
system-test: $(if $(SHORT),deb,package-test)
	@Packaging/install-packages qemu-system-x86 qemu-utils mmdebstrap e2fsprogs cpio kmod
	mkdir -p $(SYSTEM_FOLDER)
	$(AS_ROOT) Tests/System/image/make-image $(SYSTEM_FOLDER)
	@began=$$(date +%s); status=0; \
	STATIONMASTER_VM_FOLDER=$(SYSTEM_FOLDER) Tests/System/walk $(if $(SHORT),--short) || status=$$?; \
	now=$$(date +%s); \
	echo "system-test: $$((now - began)) s of walking, $$((now - $(or $(SYSTEM_TEST_BEGAN),began))) s with packages and image"; \
	exit $$status

# Figures for the README, in one run on this machine.
benchmark: packages
	Benchmarks/run
	Benchmarks/plugins

# What comes from outside, made up by libFuzzer: `make fuzz SECONDS=600`.
fuzz: packages
	SECONDS_TO_RUN=$(or $(SECONDS),60) Tests/Fuzz/run

# Memory, wake-ups and latency of the release build of the agent with 20 stations.
measure: release
	umockdev-wrapper $$($(BUILD) -c release --show-bin-path)/stationmaster-measure \
		$$($(BUILD) -c release --show-bin-path)

# The pictures of docs/notices.md, by the tests with real notification servers.
pictures: packages
	$(BUILD) --build-tests
	STATIONMASTER_PICTURES=$(CURDIR)/docs/pictures umockdev-wrapper swift test --skip-build \
		--filter SystemTests.System/RealServers

lint:
	swift format lint --strict --recursive Package.swift Sources Tests Plugins Benchmarks
	find Tests Plugins -name '*.swift' -exec Tests/no-awaited-closures {} +
	Tests/no-awaited-closures-sample

packages:
	@Packaging/install-packages $(BUILD_PACKAGES) $(RUN_PACKAGES)
