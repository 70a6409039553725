package org.posthorn.launcher;

import com.sun.management.HotSpotDiagnosticMXBean;
import com.sun.management.VMOption;
import java.lang.management.ManagementFactory;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import javax.management.MBeanServer;
import javax.management.ObjectName;

/**
 * Gives memory back to the machine when the load is over. The heap grows to what {@code -Xmx}
 * allows under load and would stay there; the compilers leave as much again in the C library. What
 * was set on the command line stays as it is.
 */
@SuppressWarnings("FutureReturnValueIgnored") // the timer runs until the end; trim() fails alone
final class MemoryTrimmer {
  private static final System.Logger LOG = System.getLogger(MemoryTrimmer.class.getName());
  private static final long TRIM_SECONDS = 60;

  /** What HotSpot lets a running program set: keep little free, look every 15 s when idle. */
  private static final Map<String, String> OPTIONS =
      Map.of(
          "MinHeapFreeRatio", "10",
          "MaxHeapFreeRatio", "30",
          "G1PeriodicGCInterval", "15000");

  private MemoryTrimmer() {}

  /** Begins; on another virtual machine than HotSpot it does nothing. */
  static void keepSmall() {
    try {
      HotSpotDiagnosticMXBean hotspot =
          ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class);
      // the lower bound first: it may not be above the upper one
      set(hotspot, "MinHeapFreeRatio");
      set(hotspot, "MaxHeapFreeRatio");
      set(hotspot, "G1PeriodicGCInterval");
    } catch (IllegalArgumentException otherMachine) {
      LOG.log(System.Logger.Level.DEBUG, "event=no-hotspot", otherMachine);
      return;
    }
    ScheduledExecutorService timer =
        Executors.newSingleThreadScheduledExecutor(
            work -> {
              Thread thread = new Thread(work, "posthorn-footprint");
              thread.setDaemon(true);
              return thread;
            });
    timer.scheduleWithFixedDelay(MemoryTrimmer::trim, TRIM_SECONDS, TRIM_SECONDS, TimeUnit.SECONDS);
  }

  private static void set(HotSpotDiagnosticMXBean hotspot, String option) {
    VMOption now = hotspot.getVMOption(option);
    if (now.isWriteable() && now.getOrigin() == VMOption.Origin.DEFAULT) {
      hotspot.setVMOption(option, OPTIONS.getOrDefault(option, now.getValue()));
    }
  }

  /** {@code jcmd System.trim_native_heap}, on Linux; elsewhere there is no such command. */
  private static void trim() {
    try {
      MBeanServer beans = ManagementFactory.getPlatformMBeanServer();
      beans.invoke(
          new ObjectName("com.sun.management:type=DiagnosticCommand"),
          "systemTrimNativeHeap",
          new Object[0],
          new String[0]);
    } catch (Throwable notHere) { // who throws is not called again
      Exhaustion.judge(notHere);
      LOG.log(System.Logger.Level.DEBUG, "event=not-trimmed", notHere);
    }
  }
}
