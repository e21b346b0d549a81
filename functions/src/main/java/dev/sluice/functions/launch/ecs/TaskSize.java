package dev.sluice.functions.launch.ecs;

import dev.sluice.functions.launch.Workload;

/**
 * How large a task is, from what it will have to do. The steps are Fargate's.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/AmazonECS/latest/developerguide/fargate-tasks-services.html">Task
 *     CPU and memory</a>
 * @param cpuUnits 1024 to a vCPU
 */
record TaskSize(int cpuUnits, int memoryMiB) {
  private static final TaskSize SMALL = new TaskSize(256, 512);
  private static final TaskSize MEDIUM = new TaskSize(512, 1024);
  private static final TaskSize LARGE = new TaskSize(1024, 2048);

  /** An encrypted target counts twice: encryption costs about what the sending does. */
  static TaskSize of(Workload workload) {
    int weight = workload.targets() + workload.encrypted();
    if (weight <= 10) {
      return SMALL;
    }
    return weight <= 50 ? MEDIUM : LARGE;
  }
}
