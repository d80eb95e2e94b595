# Sourced by ./diorama and ./test: brings system packages, native code and the .NET build up to date with the sources.
# Progress goes to standard error, one line per step; what the tools print is shown when they fail.

export DOTNET_NOLOGO=1 DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_SKIP_FIRST_TIME_EXPERIENCE=1 DOTNET_GENERATE_ASPNET_CERTIFICATE=false
# A minimal system has no tables of languages, which the SDK refuses to go without unless told; nothing here needs them.
export DOTNET_SYSTEM_GLOBALIZATION_INVARIANT=1
# Debian 13's libtorch brings UCX, whose handler would take SIGSEGV from .NET: a null reference would end the process.
export UCX_ERROR_SIGNALS=${UCX_ERROR_SIGNALS-}

# DIORAMA_ISA limits the instructions of everything that is started; InstructionSets.cs has the same list.
case ${DIORAMA_ISA:-} in
  sse4.2)
    export DOTNET_EnableAVX=0 ATEN_CPU_CAPABILITY=default OPENBLAS_CORETYPE=Nehalem
    export GLIBC_TUNABLES=glibc.cpu.hwcaps=-AVX,-AVX2,-FMA,-FMA4,-AVX512F,-AVX512VL,-AVX512BW,-AVX512DQ
    ;;
  avx2)
    export DOTNET_EnableAVX512=0 ATEN_CPU_CAPABILITY=avx2 OPENBLAS_CORETYPE=Haswell
    export GLIBC_TUNABLES=glibc.cpu.hwcaps=-AVX512F,-AVX512VL,-AVX512BW,-AVX512DQ
    ;;
esac

say() { printf 'diorama: %s\n' "$*" >&2; }
stop() { say "$2"; exit "$1"; }

# up_to_date STAMP: nothing that is built from has changed since the build that left the stamp began.
# Directories count too: their time changes when a file is removed or renamed. The stamp holds DIORAMA_LIBTORCH, which native code is built for.
up_to_date() {
  [[ -f $1 && $(<"$1") == "${DIORAMA_LIBTORCH:-}" ]] || return 1
  local watched=(native src benchmarks examples recipes Directory.Build.props Directory.Packages.props global.json setup.sh packages.debian)
  [[ $1 != *tests ]] || watched+=(tests packages-test.debian Diorama.slnx)
  local existing=() path
  for path in "${watched[@]}"; do [[ ! -e $root/$path ]] || existing+=("$root/$path"); done
  [[ -z $(find "${existing[@]}" \( -path "$root/native/build" -o -name node_modules -o -name __pycache__ \) -prune \
    -o -newer "$1" -print -quit 2>/dev/null) ]]
}

# Whether this user may write all that a build writes.
may_build() {
  local path
  for path in "$root"/{artifacts,artifacts/bin,artifacts/obj,artifacts/.lock,native/build}; do
    [[ -e $path ]] || path=${path%/*}
    [[ ! -e $path || -w $path ]] || return 1
  done
}

# prepare cli|tests: does nothing when up to date; otherwise one process at a time builds.
prepare() {
  local dotnet
  dotnet=$(command -v dotnet) || stop 64 "the .NET SDK is not on PATH; install .NET SDK 10 (https://dot.net) and run this again"
  dotnet=$(readlink -f "$dotnet")
  # The built executable looks for the runtime in system folders only, unless told.
  [[ -n ${DOTNET_ROOT:-} ]] || export DOTNET_ROOT=${dotnet%/*}

  local stamp=$root/artifacts/.built-$1
  if up_to_date "$stamp"; then return; fi
  if ! may_build; then
    [[ -f $stamp ]] ||
      stop 73 "there is no finished build in $root, and this user cannot write there; let its owner run this once, or copy the checkout"
    say "the sources have changed since the build in $root, which this user cannot renew; it runs as it is"
    return
  fi

  local versions
  versions=$("$dotnet" --list-sdks 2>/dev/null | cut -d' ' -f1 | paste -sd' ')
  [[ " $versions" == *" 10."* ]] ||
    stop 64 ".NET SDK 10 is needed and the dotnet on PATH has ${versions:-no SDK}; install .NET SDK 10 (https://dot.net)"

  # Other users may run what this one builds, whatever is the habit of this one; what may be written by whom stays as it is.
  local mask
  mask=$(umask)
  umask "$(printf '%03o' $((mask & 022)))"
  mkdir -p "$root/artifacts" "$root/native/build"
  exec 9>"$root/artifacts/.lock"
  flock -n 9 || { say "waiting for another build"; flock 9; }
  # Children do not inherit the lock: a server that some tool leaves behind would hold it.
  up_to_date "$stamp" || build "$1" "$stamp" 9>&-
  exec 9>&-
  umask "$mask"
}

build() {
  local target=$1 stamp=$2 began log=$root/artifacts/build.log
  rm -f "$stamp" "$root"/artifacts/.began.*
  began=$root/artifacts/.began.$$
  printf '%s' "${DIORAMA_LIBTORCH:-}" >"$began"
  install_packages "$target"

  # A build folder that came with a copied checkout points to the old place.
  if [[ -f $root/native/build/CMakeCache.txt ]] && ! grep -qxF "CMAKE_HOME_DIRECTORY:INTERNAL=$root/native" "$root/native/build/CMakeCache.txt"; then
    rm -rf "$root/native/build"
  fi
  say "building native code"
  local configure=(cmake -S "$root/native" -B "$root/native/build" -DCMAKE_BUILD_TYPE=Release)
  if command -v dpkg-query >/dev/null; then logged "$log" "${configure[@]}"
  elif ! "${configure[@]}" >"$log" 2>&1 </dev/null; then
    rm -f "$began"
    local need='a C++ compiler with CMake and Make, Embree 3 or 4, OpenImageIO, Assimp, Bullet of double precision, libjpeg-turbo'
    stop 64 "this system has no dpkg to install packages with, and CMake did not find all that is needed: $need and, for what learns, libtorch;\
 docs/install.md says how to build by hand, ${log#"$root/"} what CMake missed"
  fi
  logged "$log" cmake --build "$root/native/build" --parallel "$(nproc)"

  local project=$root/src/Diorama.Cli/Diorama.Cli.csproj
  [[ $target == cli ]] || project=$root/Diorama.slnx
  say "building $([[ $target == cli ]] && echo Diorama || echo 'Diorama and its tests')"
  local home=${HOME:-/nonexistent}
  [[ -w $home ]] || home=$root/artifacts/home
  mkdir -p "$home"
  # Nothing may outlive this command, or a CI job would wait for it; the audit asks a server that need not be reachable.
  logged "$log" env HOME="$home" dotnet build "$project" -c Release --nologo -v quiet -nodeReuse:false -p:UseSharedCompilation=false -p:NuGetAudit=false
  # Copies keep the rights of their originals, which lie in this user's own folder of packages.
  chmod -R go+rX "$root/artifacts/bin" 2>>"$log" || true
  # The tests' build contains the program.
  [[ $target == cli ]] || cp -p "$began" "$root/artifacts/.built-cli"
  mv "$began" "$stamp"
}

# logged LOG COMMAND…: keeps what the command prints, and shows it if the command fails.
logged() {
  local log=$1
  shift
  if ! DOTNET_CLI_UI_LANGUAGE=en "$@" >"$log" 2>&1 </dev/null; then
    cat "$log" >&2
    rm -f "$root"/artifacts/.began.*
    stop 70 "failed: $*"
  fi
}

# The names by which a line of a package list may mean this system: "debian trixie", "ubuntu noble".
system_names() (
  ID=debian ID_LIKE='' VERSION_CODENAME=''
  source <(cat /etc/os-release 2>/dev/null)
  [[ " $ID $ID_LIKE " != *' ubuntu '* ]] || ID=ubuntu
  [[ $ID == ubuntu ]] || ID=debian
  echo "$ID ${UBUNTU_CODENAME:-$VERSION_CODENAME}"
)

# Lines of a package list: a package, with "@system" if only that system has it by that name; then optionally a command that makes it
# unnecessary when it is on PATH.
missing_packages() {
  local list package command status system
  system=$(system_names)
  for list in "$@"; do
    [[ -f $list ]] || continue
    while read -r package command _ || [[ -n $package ]]; do
      [[ -n $package && $package != \#* ]] || continue
      if [[ $package == *@* ]]; then
        [[ " $system " == *" ${package#*@} "* ]] || continue
        package=${package%@*}
      fi
      if [[ -n $command ]] && command -v "$command" >/dev/null; then continue; fi
      status=$(dpkg-query -W -f='${db:Status-Status}' "$package" 2>/dev/null) || status=none
      [[ $status == installed ]] || echo "$package"
    done <"$list"
  done
}

install_packages() {
  local lists=("$root/packages.debian") missing sudo=() install
  [[ $1 != tests || ${test_packages:-true} == false ]] || lists+=("$root/packages-test.debian")
  command -v dpkg-query >/dev/null || return 0
  mapfile -t missing < <(missing_packages "${lists[@]}")
  ((${#missing[@]})) || return 0
  if (($(id -u))); then
    sudo=(sudo -n)
    if ! command -v sudo >/dev/null || ! sudo -n true 2>/dev/null; then
      rm -f "$root"/artifacts/.began.*
      install="'apt-get update && apt-get install -y --no-install-recommends ${missing[*]}'"
      if command -v sudo >/dev/null; then install="sudo sh -c $install"; else install="su -c $install"; fi
      stop 64 "system packages are missing and only root can install them; run: $install"
    fi
  fi
  say "installing ${missing[*]}"
  # An update may fail for a reason that does not matter here (one dead mirror among several); the installation decides.
  "${sudo[@]}" apt-get update -qq >/dev/null 2>&1 </dev/null || true
  logged "$root/artifacts/build.log" "${sudo[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "${missing[@]}"
}
