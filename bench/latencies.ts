/** Every latency of a run, kept exactly: no buckets, so a percentile is a value that really occurred. */
export class Latencies {
  private values = new Float64Array(1 << 16);
  private count = 0;

  record(latencyMs: number): void {
    if (this.count === this.values.length) {
      const larger = new Float64Array(this.count * 2);
      larger.set(this.values);
      this.values = larger;
    }
    this.values[this.count++] = latencyMs;
  }

  /** Nearest-rank percentiles; zeros where nothing was recorded. */
  summarize(): { count: number; p50Ms: number; p99Ms: number; maxMs: number } {
    const sorted = this.values.subarray(0, this.count).sort();
    const rank = (fraction: number) => sorted[Math.max(0, Math.ceil(fraction * this.count) - 1)] ?? 0;
    return { count: this.count, p50Ms: rank(0.5), p99Ms: rank(0.99), maxMs: rank(1) };
  }
}
