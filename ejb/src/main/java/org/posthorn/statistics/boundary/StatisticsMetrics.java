package org.posthorn.statistics.boundary;

import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Initialized;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.BiConsumer;
import org.eclipse.microprofile.metrics.Metadata;
import org.eclipse.microprofile.metrics.MetricRegistry;
import org.eclipse.microprofile.metrics.Tag;
import org.posthorn.kernel.Statistics;
import org.posthorn.kernel.Statistics.Series;

/**
 * Shows all {@link Statistics} at {@code /metrics}, as {@code posthorn_…_total}, or with their
 * unit.
 */
@ApplicationScoped
public class StatisticsMetrics {
  @Inject MetricRegistry registry;

  private final BiConsumer<Series, LongAdder> follower = this::show;

  void started(@Observes @Initialized(ApplicationScoped.class) Object event) {
    Statistics.follow(follower);
  }

  private void show(Series series, LongAdder count) {
    Tag[] tags =
        series.labels().entrySet().stream()
            .map(label -> new Tag(label.getKey(), label.getValue()))
            .toArray(Tag[]::new);
    String unit = series.name().endsWith("_seconds") ? "" : "_total"; // else a count
    Metadata name = Metadata.builder().withName("posthorn_" + series.name() + unit).build();
    registry.gauge(name, count, LongAdder::sum, tags);
  }

  @PreDestroy
  void stopping() {
    Statistics.unfollow(follower);
  }
}
