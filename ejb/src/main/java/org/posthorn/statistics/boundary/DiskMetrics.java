package org.posthorn.statistics.boundary;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Initialized;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.io.UncheckedIOException;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.eclipse.microprofile.metrics.MetricRegistry;
import org.posthorn.content.boundary.ContentStore;

/**
 * Shows at {@code /metrics} how full the disks are: {@code posthorn_disk_usable_octets} is what can
 * be written to the fullest of those in use; below {@code posthorn_disk_min_free_octets} no message
 * is taken.
 */
@ApplicationScoped
public class DiskMetrics {
  @Inject MetricRegistry registry;
  @Inject ContentStore contents;

  @Inject
  @ConfigProperty(name = "posthorn.store.min-free", defaultValue = ContentStore.MIN_FREE)
  long minFree;

  void started(@Observes @Initialized(ApplicationScoped.class) Object event) {
    registry.gauge("posthorn_disk_usable_octets", contents, DiskMetrics::usable);
    registry.gauge("posthorn_disk_min_free_octets", this, own -> own.minFree);
  }

  private static long usable(ContentStore contents) {
    try {
      return contents.usable();
    } catch (UncheckedIOException e) {
      return 0; // a disk that is away takes nothing
    }
  }
}
