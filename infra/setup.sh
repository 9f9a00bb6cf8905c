# Sourced by run, test and bench: installs what is missing and builds the part that dotnet does not build by itself.
# Needs the .NET 10 SDK and Node 20 or newer; everything else comes from Debian, npm and NuGet.

export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1
export npm_config_fund=false npm_config_audit=false npm_config_update_notifier=false

say() { printf '\033[1m==>\033[0m %s\n' "$*"; }
die() { printf 'error: %s\n' "$*" >&2; exit 1; }

# require_tools: the two things that setup does not install.
require_tools() {
  command -v dotnet >/dev/null || die "the .NET 10 SDK is missing (https://dotnet.microsoft.com/download)"
  command -v node >/dev/null && command -v npm >/dev/null || die "Node 20 or newer with npm is missing"
  [ "$(node -p 'process.versions.node.split(".")[0]')" -ge 20 ] || die "Node 20 or newer is needed, found $(node --version)"
}

# debian PROBE PACKAGE...: installs the first of the packages that can be had, unless the command or library PROBE is there.
debian() {
  local probe=$1; shift
  if command -v "$probe" >/dev/null 2>&1 || [[ $(ldconfig -p) == *"$probe"* ]]; then return; fi
  [ "$(id -u)" -eq 0 ] || die "$probe is missing: run 'apt-get install $1' as root, then try again"
  [ -n "${apt_updated:-}" ] || { say "Updating the list of Debian packages"; apt-get update -qq; apt_updated=1; }
  local package
  for package in "$@"; do
    apt-cache show "$package" >/dev/null 2>&1 || continue
    say "Installing $package"
    DEBIAN_FRONTEND=noninteractive apt-get install -y -qq "$package" >/dev/null || die "could not install $package"
    return
  done
  die "no Debian package for $probe (tried: $*)"
}

# newer_than STAMP PATH...: whether a file below the paths changed since STAMP was written.
newer_than() {
  local stamp=$1; shift
  [ ! -e "$stamp" ] || [ -n "$(find "$@" -name node_modules -prune -o -newer "$stamp" -type f -print -quit 2>/dev/null)" ]
}

# build_web: the client, into src/Web/dist.
build_web() {
  local installed=src/Web/node_modules/.installed built=src/Web/dist/index.html
  if newer_than $installed src/Web/package-lock.json; then
    say "Installing npm packages of the web client"
    (cd src/Web && npm ci --ignore-scripts --loglevel=error) || die "npm ci failed in src/Web"
    touch $installed
  fi
  if newer_than $built src/Web/src src/Web/public src/Web/index.html src/Web/vite.config.ts $installed; then
    say "Building the web client"
    (cd src/Web && npm run --silent build) || die "the web client does not build"
    touch $built
  fi
}

# setup_product: all that the product needs before dotnet can build and start it.
setup_product() {
  require_tools
  debian libssl.so.3 libssl3 libssl3t64
  debian libvpx.so libvpx7 libvpx9
  debian libopenh264.so libopenh264-7 libopenh264-8
  debian pdftotext poppler-utils
  build_web
}

# setup_browser: a Chromium for tests and the virtual patient.
setup_browser() { debian chromium chromium; }

# setup_peers: what the calls in the tests are made with besides Chromium: Firefox, a WHIP client that is no browser, a TURN server.
# What cannot be installed is named, and the tests that need it say that they did not run.
setup_peers() {
  (debian firefox-esr firefox-esr) || true
  (debian turnserver coturn) || true
  [ -d /usr/lib/python3/dist-packages/aiortc ] || (debian python3-aiortc python3-aiortc) || true
}

# setup_feed: in the array cluster the build options of the Cluster edition. A folder feed that PSYCARE_FEED names holds what the registry lacks;
# sipsorcery is the version of SIPSorcery in it, or empty.
setup_feed() {
  cluster=(-p:Edition=Cluster) sipsorcery=
  if [ -n "${PSYCARE_FEED:-}" ]; then
    [ -d "$PSYCARE_FEED" ] || die "PSYCARE_FEED must name a folder that holds NuGet packages"
    cluster+=("-p:RestoreAdditionalProjectSources=$PSYCARE_FEED")
    # A cache of its own: packages of a local feed may not be those of the same name elsewhere.
    export NUGET_PACKAGES=${PSYCARE_FEED_CACHE:-$PWD/artifacts/cluster/packages}
    sipsorcery=$(find "$PSYCARE_FEED" -iname 'sipsorcery.[0-9]*.nupkg' -printf '%f\n' | cut -d. -f2- | sed 's/\.nupkg$//' | sort -V | tail -n 1)
    [ -z "$sipsorcery" ] || cluster+=("-p:SipSorcery=$sipsorcery")
  fi
}

# setup_cluster: setup_feed, Redis, PostgreSQL's programs.
setup_cluster() {
  setup_feed
  debian redis-server redis-server
  ls /usr/lib/postgresql/*/bin/postgres >/dev/null 2>&1 || debian postgres postgresql
}

# setup_azurite: Azure Storage's blobs on this machine, for the tests of the Cluster edition.
setup_azurite() (
  folder=tests/Cluster/Storage/azurite
  newer_than $folder/node_modules/.installed $folder/package-lock.json || return 0
  say "Installing Azurite"
  (cd $folder && npm ci --ignore-scripts --loglevel=error) || die "npm ci failed in $folder"
  touch $folder/node_modules/.installed
)
