package dev.sluice.bench.soak;

/**
 * What the task held at one moment.
 *
 * @param seconds since the beginning
 * @param residentMegabytes what Linux counts, of 10^6 bytes
 * @param nativeMegabytes what Java code took from outside its heap: rings and direct buffers, as
 *     the JVM's own tracking counts them
 * @param heapMegabytes in use, garbage included
 */
record Sample(
    long seconds,
    double residentMegabytes,
    double nativeMegabytes,
    double heapMegabytes,
    int threads,
    int descriptors) {}
