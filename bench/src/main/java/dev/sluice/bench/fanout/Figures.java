package dev.sluice.bench.fanout;

/**
 * What one trial gave.
 *
 * @param cpuMillisPerSecond on a CPU, once it runs steadily; 10 is one percent of a core
 * @param megabytes resident
 * @param firstMediaMillis from the start of the process to the first frame at the probe; NaN
 *     without a probe
 * @param p50Millis a picture's time from the source's send to the probe; NaN without a probe
 * @param soundP99Millis the same of sound, which may wait for a picture
 */
record Figures(
    double cpuMillisPerSecond,
    double megabytes,
    double firstMediaMillis,
    double p50Millis,
    double p99Millis,
    double soundP99Millis,
    double sendsPerSecond) {}
