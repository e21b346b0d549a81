package dev.sluice.push.engine;

import java.lang.management.ManagementFactory;
import javax.management.ObjectName;

/** This process's file descriptors. */
final class Descriptors {
  private Descriptors() {}

  static long open() {
    try {
      return (Long)
          ManagementFactory.getPlatformMBeanServer()
              .getAttribute(
                  new ObjectName("java.lang:type=OperatingSystem"), "OpenFileDescriptorCount");
    } catch (javax.management.JMException e) {
      throw new AssertionError(e);
    }
  }
}
