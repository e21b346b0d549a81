# Sourced by the benchmarks beside it, which are run by name; nothing to run by itself.
home=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd -P)

# Ends with 2 where one of these programs is missing.
needs() {
  local program
  for program in "$@"; do
    command -v "$program" >/dev/null || { echo "bench/${0##*/}: $program is not installed" >&2; exit 2; }
  done
}

# Builds what is measured, and names in $jdk the JDK 25 that Maven has found.
build() {
  # In the background, for bash hears a signal only when what it waits for in front has ended.
  mvn -B -q -f "$home/pom.xml" -pl bench -am -DskipTests package </dev/null >&2 &
  local maven=$!
  trap 'kill $maven; wait $maven; exit 143' INT TERM HUP
  wait $maven
  trap - INT TERM HUP
  jdk=$(mvn -B -q -f "$home/pom.xml" -N validate exec:exec -Dexec.executable=java \
    -Dexec.args="-XshowSettings:properties -version" 2>&1 | sed -n 's/^ *java\.home = //p')
}

# Takes the place of this shell, so that a signal reaches the benchmark itself. Words: options of java and a main class.
run() {
  export DDB_LOCAL_TELEMETRY=0
  exec "$jdk/bin/java" --enable-native-access=ALL-UNNAMED --sun-misc-unsafe-memory-access=allow \
    --add-exports=java.base/sun.nio.ch=ALL-UNNAMED -Dlogback.configurationFile=logback-bench.xml \
    -Dsluice.home="$home" -cp "$home/bench/target/bench.jar:$home/bench/target/lib/*" "$@"
}
