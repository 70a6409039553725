package org.posthorn.smtp.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.posthorn.kernel.QueueIds;
import org.posthorn.sasl.StandardMechanisms;
import org.posthorn.smtp.session.SmtpClient.Role;
import org.posthorn.testkit.FakeWire;
import org.posthorn.testkit.MemoryLine;
import org.posthorn.testkit.Transcript;
import org.posthorn.wire.SlowConversation;

/** A listener in memory, with the sample accounts and a clock that is set by hand. */
final class Listener {
  static final String HOST = "mx.posthorn.test";

  final SampleHouse house = new SampleHouse();
  final List<Throwable> failures = new ArrayList<>();
  final List<Duration> delays = new ArrayList<>();
  SmtpSettings settings;
  private Instant now = Instant.parse("2026-11-22T03:47:07Z");
  private final QueueIds ids = new QueueIds(new HandSet(), () -> 0);
  private final GuessLimits guesses =
      new GuessLimits(() -> Duration.between(Instant.EPOCH, now).toNanos(), this::delayed);

  Listener(Role role) {
    settings = SmtpSettings.of(role, HOST).withAuthWithoutTls(true);
  }

  MemoryLine connect() {
    return new MemoryLine(
        new FakeWire(FakeWire.anyPeer(), true), wire -> new SmtpConversation(service(), wire));
  }

  /** One whose client can be slowed; seconds pass when {@code seconds} are completed. */
  MemoryLine connect(List<CompletableFuture<?>> seconds) {
    return new MemoryLine(
        new FakeWire(FakeWire.anyPeer(), true),
        wire ->
            new SlowConversation(
                wire,
                delay -> {
                  assertThat(delay).isEqualTo(Duration.ofSeconds(1));
                  CompletableFuture<Boolean> later = new CompletableFuture<>();
                  seconds.add(later);
                  return later;
                },
                slowed -> new SmtpConversation(service(), slowed)));
  }

  void verify(String script) {
    Transcript.of("transcript", script).with("host", HOST).play(connection -> connect());
  }

  void pass(Duration time) {
    now = now.plus(time);
  }

  private CompletableFuture<?> delayed(Duration delay) {
    delays.add(delay);
    return CompletableFuture.completedFuture(true);
  }

  SmtpService service() {
    StandardMechanisms mechanisms =
        new StandardMechanisms(settings.authWithoutTls(), new SecureRandom());
    HandSet clock = new HandSet();
    return new SmtpService(settings, house, mechanisms, clock, clock, ids, guesses, failures::add);
  }

  private final class HandSet extends Clock {
    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }

    @Override
    public Instant instant() {
      return now;
    }
  }
}
