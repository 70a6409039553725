package org.posthorn.content.control;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.posthorn.kernel.Content;
import org.posthorn.kernel.ContentGone;
import org.posthorn.kernel.ContentLost;
import org.posthorn.mime.MessageFacts;

/** A directory that several servers share may show late what another has written. */
class LateContentTest {
  @TempDir Path directory;
  private SegmentStore writer;
  private SegmentStore reader;

  @BeforeEach
  void open() {
    writer = open("a");
    reader = open("b");
    reader.expectLate(Duration.ofSeconds(20));
  }

  private SegmentStore open(String name) {
    Path server = directory.resolve(name);
    return new SegmentStore(server.resolve("content"), server.resolve("tmp"), new FreeSpace(0));
  }

  @AfterEach
  void close() {
    writer.close();
    reader.close();
  }

  private Content write(String text) {
    SegmentSink sink = new SegmentSink(writer);
    sink.write(ByteBuffer.wrap(("Subject: " + text + "\r\n\r\n" + text).getBytes(ISO_8859_1)));
    return sink.finish();
  }

  /** The reader sees so much of what was written. */
  private void show(int octets) {
    try {
      byte[] all = Files.readAllBytes(writer.file(1));
      Files.write(reader.file(1), Arrays.copyOf(all, Math.min(octets, all.length)));
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private void showSoon(int octets) {
    CompletableFuture.delayedExecutor(300, TimeUnit.MILLISECONDS).execute(() -> show(octets));
  }

  @Test
  void aFileThatIsTooShortIsReadAgainUntilItHasCaughtUp() {
    Content first = write("one");
    int whole = 20 + (int) first.size(); // and facts: this ends amid the first
    Content second = write("two");
    show(whole);
    showSoon(Integer.MAX_VALUE);
    List<MessageFacts> facts = reader.facts(new long[] {first.id(), second.id()});
    assertThat(facts).hasSize(2);
    ByteBuffer octets = ByteBuffer.allocate(100);
    assertThat(reader.content(second.id()).read(0, octets)).isEqualTo((int) second.size());
  }

  @Test
  void aFileWhoseNameIsNotThereYetIsWaitedFor() {
    Content content = write("one");
    showSoon(Integer.MAX_VALUE);
    assertThat(reader.content(content.id()).size()).isEqualTo(content.size());
  }

  @Test
  void whatStaysAwayIsGoneAfterAWhileAndNotWaitedForAgain() {
    reader.expectLate(Duration.ofMillis(400));
    write("one");
    Content second = write("two");
    show(100);
    assertThatThrownBy(() -> reader.content(second.id()).size()).isInstanceOf(ContentGone.class);
    long begun = System.nanoTime();
    assertThatThrownBy(() -> reader.content(second.id()).size()).isInstanceOf(ContentLost.class);
    assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofMillis(200));
  }

  @Test
  void nobodyWaitsForFilesThatAreAtRest() throws IOException {
    write("one");
    Content second = write("two");
    show(100);
    Files.setLastModifiedTime(
        reader.file(1),
        java.nio.file.attribute.FileTime.from(Instant.now().minus(Duration.ofDays(1))));
    long begun = System.nanoTime();
    assertThatThrownBy(() -> reader.content(second.id()).size()).isInstanceOf(ContentGone.class);
    assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(10));
  }

  @Test
  void aServerWhoseClockIsADayAheadLeavesTheSegmentsOfOthersAlone() throws IOException {
    write("one");
    SegmentStore other =
        new SegmentStore(
            directory.resolve("a/content"), directory.resolve("c/tmp"), new FreeSpace(0));
    Clock ahead = Clock.offset(Clock.systemUTC(), Duration.ofHours(30));
    SegmentFiles files = new SegmentFiles(other, ahead);
    assertThat(files.list(ahead.instant()).resting()).isEmpty(); // by the disk's clock
    assertThat(files.list(Instant.now()).others()).containsOnly(1);
    other.close();
  }
}
