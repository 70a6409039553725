package org.posthorn.content.control;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.posthorn.kernel.Content;
import org.posthorn.kernel.ContentGone;

/** Files without what nobody needs, whatever happens on the way to them. */
class SegmentRewriteTest {
  private static final int MESSAGES = 30;
  private static final int SIZE = 20_000;

  @TempDir Path directory;
  private SegmentStore store;
  private final List<Content> contents = new ArrayList<>();

  /** As SIGKILL would: nobody catches it, nobody tidies up. */
  private static final class Killed extends Error {
    private static final long serialVersionUID = 1;
  }

  @BeforeEach
  void write() throws IOException {
    store = open();
    for (int i = 0; i < MESSAGES; i++) {
      contents.add(write(store, i));
    }
    store.sync(ids());
    restart();
  }

  @AfterEach
  void close() {
    store.close();
  }

  private SegmentStore open() {
    return new SegmentStore(
        directory.resolve("content"), directory.resolve("tmp"), new FreeSpace(0));
  }

  private void restart() {
    store.close();
    store = open();
  }

  private static byte[] message(int seed) {
    byte[] octets = new byte[SIZE];
    new Random(seed).nextBytes(octets);
    byte[] head = ("Subject: " + seed + "\r\n\r\n").getBytes(ISO_8859_1);
    System.arraycopy(head, 0, octets, 0, head.length);
    return octets;
  }

  private static Content write(SegmentStore to, int seed) {
    SegmentSink sink = new SegmentSink(to);
    sink.write(ByteBuffer.wrap(message(seed)));
    return sink.finish();
  }

  private long[] ids() {
    return contents.stream().mapToLong(Content::id).toArray();
  }

  private int[] offsets(int... indexes) {
    return IntStream.of(indexes).map(i -> (int) contents.get(i).id()).toArray();
  }

  private Path file() {
    return directory.resolve("content").resolve("00000001.seg");
  }

  private SegmentFiles files() {
    return new SegmentFiles(store);
  }

  private static byte[] read(Content content) {
    ByteBuffer all = ByteBuffer.allocate(SIZE);
    assertThat(content.read(0, all)).isEqualTo(SIZE);
    return all.array();
  }

  private void assertKept(int... indexes) {
    for (int i : indexes) {
      assertThat(read(store.content(contents.get(i).id()))).isEqualTo(message(i));
    }
    long[] ids = LongStream.of(ids()).filter(id -> contains(indexes, id)).toArray();
    assertThat(store.facts(ids)).hasSize(indexes.length);
  }

  private boolean contains(int[] indexes, long id) {
    return IntStream.of(indexes).anyMatch(i -> contents.get(i).id() == id);
  }

  private void assertGone(int... indexes) {
    for (int i : indexes) {
      long id = contents.get(i).id();
      assertThatThrownBy(() -> read(store.content(id))).isInstanceOf(ContentGone.class);
      assertThatThrownBy(() -> store.content(id).size()).isInstanceOf(ContentGone.class);
      assertThatThrownBy(() -> store.facts(new long[] {id})).isInstanceOf(ContentGone.class);
    }
  }

  private List<Path> all() throws IOException {
    try (Stream<Path> found = Files.list(directory.resolve("content"))) {
      return found.sorted().toList();
    }
  }

  @Test
  void whatIsKeptStaysWhereItWasAndTheRestIsGone() throws Exception {
    long footprint = files().footprint(1, offsets(0, 7, 8, 29));
    files().rewrite(1, offsets(0, 7, 8, 29), () -> {});
    assertKept(0, 7, 8, 29);
    assertGone(1, 6, 9, 28);
    assertThat(footprint).isBetween(4L * SIZE, 4L * SIZE + 8 * 4096);
    restart();
    assertKept(0, 7, 8, 29);
    assertGone(1, 6, 9, 28);
    assertThat(all()).containsExactly(file());
  }

  @Test
  void theEndOfTheFileMayBeGone() throws Exception {
    files().rewrite(1, offsets(3), () -> {});
    assertKept(3);
    assertGone(0, 2, 4, 29);
  }

  @Test
  void itCanBeDoneAgain() throws Exception {
    files().rewrite(1, offsets(3, 4, 20), () -> {});
    files().rewrite(1, offsets(4), () -> {});
    assertKept(4);
    assertGone(3, 20);
  }

  @Test
  void neighboursThatAreKeptAreReadTogether() throws Exception {
    files().rewrite(1, IntStream.range(5, 25).map(i -> offsets(i)[0]).toArray(), () -> {});
    assertKept(IntStream.range(5, 25).toArray());
    long[] across = {contents.get(24).id(), contents.get(25).id()};
    assertThatThrownBy(() -> store.facts(across)).isInstanceOf(ContentGone.class);
  }

  @ParameterizedTest
  @EnumSource(SegmentRewrite.Step.class)
  void killedAfterAnyStepNothingIsLost(SegmentRewrite.Step last) throws Exception {
    int[] kept = offsets(2, 3, 11);
    assertThatThrownBy(
            () ->
                files()
                    .rewrite(
                        1,
                        kept,
                        () -> {},
                        step -> {
                          if (step == last) {
                            throw new Killed();
                          }
                        }))
        .isInstanceOf(Killed.class);
    restart();
    assertKept(2, 3, 11);
    if (last == SegmentRewrite.Step.RENAMED) {
      assertGone(1, 4);
    } else {
      assertKept(1, 4);
      assertThat(all()).hasSize(2);
    }
    Content next = write(store, 77);
    assertThat(next.id() >>> 32).isEqualTo(2); // what is left over is taken for no segment
    files().rewrite(1, kept, () -> {});
    assertKept(2, 3, 11);
    assertGone(1, 4);
    for (Path left : all()) {
      Files.setLastModifiedTime(left, FileTime.from(Instant.now().minus(Duration.ofHours(2))));
    }
    files().deleteLeftovers();
    assertThat(all()).allMatch(file -> file.toString().endsWith(".seg")).hasSize(2);
  }

  @Test
  void killedWhileItCopiesNothingIsLost() throws Exception {
    int[] calls = {0};
    assertThatThrownBy(
            () ->
                files()
                    .rewrite(
                        1,
                        offsets(0, 1, 2, 3, 4),
                        () -> {
                          if (calls[0]++ == 2) {
                            throw new Killed();
                          }
                        }))
        .isInstanceOf(Killed.class);
    restart();
    assertKept(IntStream.range(0, MESSAGES).toArray());
  }

  @Test
  void whoStopsItLeavesNothing() throws Exception {
    assertThatThrownBy(
            () ->
                files()
                    .rewrite(
                        1,
                        offsets(0, 1),
                        () -> {
                          throw new IllegalStateException("stop");
                        }))
        .isInstanceOf(IllegalStateException.class);
    assertThat(all()).containsExactly(file());
    assertKept(IntStream.range(0, MESSAGES).toArray());
  }

  @Test
  void aDamagedRecordLeavesTheFileAsItIs() throws Exception {
    try (RandomAccessFile file = new RandomAccessFile(file().toFile(), "rw")) {
      file.seek(offsets(5)[0] + SIZE / 2);
      int was = file.read();
      file.seek(offsets(5)[0] + SIZE / 2);
      file.write(was ^ 1);
    }
    byte[] before = Files.readAllBytes(file());
    assertThatThrownBy(() -> files().rewrite(1, offsets(1, 5, 9), () -> {}))
        .isInstanceOf(DamagedRecord.class)
        .hasMessageContaining("checksum");
    assertThat(Files.readAllBytes(file())).isEqualTo(before);
    assertThat(all()).containsExactly(file());
    files().rewrite(1, offsets(1, 9), () -> {}); // it does not matter where it is not needed
    assertKept(1, 9);
  }

  @Test
  void anOffsetWithoutARecordIsDamage() throws Exception {
    int[] wrong = {offsets(1)[0], offsets(1)[0] + 100};
    assertThatThrownBy(() -> files().rewrite(1, wrong, () -> {})).isInstanceOf(DamagedRecord.class);
    assertThatThrownBy(() -> files().footprint(1, wrong)).isInstanceOf(DamagedRecord.class);
    int[] beyond = {1 << 27};
    assertThatThrownBy(() -> files().footprint(1, beyond)).isInstanceOf(DamagedRecord.class);
    assertKept(IntStream.range(0, MESSAGES).toArray());
  }

  @Test
  void whoIsReadingNeverSeesAnythingElse() throws Exception {
    ExecutorService readers = Executors.newFixedThreadPool(4);
    AtomicBoolean done = new AtomicBoolean();
    List<Future<Integer>> read = new ArrayList<>();
    for (int t = 0; t < 4; t++) {
      int first = t;
      read.add(readers.submit(() -> readOn(first, done)));
    }
    for (int round = 0; round < 40; round++) {
      files().rewrite(1, offsets(0, 1, 2, 3, 10 + round % 2, 20 - round % 2), () -> {});
      Files.setLastModifiedTime(file(), FileTime.from(Instant.now()));
      try (RandomAccessFile nothing = new RandomAccessFile(file().toFile(), "rw")) {
        putBack(nothing, 10);
        putBack(nothing, 11);
        putBack(nothing, 19);
        putBack(nothing, 20);
      }
    }
    done.set(true);
    for (Future<Integer> each : read) {
      assertThat(each.get()).isPositive();
    }
    readers.shutdown();
  }

  private void putBack(RandomAccessFile file, int index) throws IOException {
    file.seek(offsets(index)[0]);
    if (file.read() > 0) {
      return;
    }
    SegmentStore other =
        new SegmentStore(
            directory.resolve("other"), directory.resolve("other-tmp"), new FreeSpace(0));
    Content copy = write(other, index);
    other.close();
    byte[] record = Files.readAllBytes(directory.resolve("other").resolve(name(copy)));
    file.seek(offsets(index)[0]);
    file.write(record);
  }

  private static String name(Content content) {
    return "%08x.seg".formatted(content.id() >>> 32);
  }

  private int readOn(int first, AtomicBoolean done) {
    int count = 0;
    while (!done.get() || count == 0) {
      Content open = store.content(contents.get(first).id());
      ByteBuffer half = ByteBuffer.allocate(SIZE / 2);
      open.read(0, half);
      half.clear();
      open.read(SIZE / 2, half); // maybe of another file than the first half
      assertThat(half.array())
          .isEqualTo(Arrays.copyOfRange(message(first), SIZE / 2, SIZE / 2 + SIZE / 2));
      assertThat(store.facts(new long[] {contents.get(first).id()})).hasSize(1);
      count++;
    }
    return count;
  }

  @Test
  void aReaderInTheMiddleOfAFreedMessageGetsNoZeros() throws Exception {
    Content open = store.content(contents.get(6).id());
    ByteBuffer half = ByteBuffer.allocate(SIZE / 2);
    open.read(0, half);
    files().rewrite(1, offsets(5, 7), () -> {});
    half.clear();
    assertThatThrownBy(() -> open.read(SIZE / 2, half)).isInstanceOf(ContentGone.class);
    assertThat(half.limit()).isEqualTo(SIZE / 2);
  }

  @Test
  void anotherServerGoesOnWithTheOldFileUntilItLetsGo() throws Exception {
    SegmentStore other =
        new SegmentStore(directory.resolve("content"), directory.resolve("t2"), new FreeSpace(0));
    assertThat(read(other.content(contents.get(4).id()))).isEqualTo(message(4));
    files().rewrite(1, offsets(5), () -> {});
    assertThat(read(other.content(contents.get(4).id()))).isEqualTo(message(4));
    other.closeExchanged();
    assertThatThrownBy(() -> read(other.content(contents.get(4).id())))
        .isInstanceOf(ContentGone.class);
    assertThat(read(other.content(contents.get(5).id()))).isEqualTo(message(5));
    write(store, 50);
    assertThat(files().delete(1)).isTrue();
    assertThat(read(other.content(contents.get(5).id()))).isEqualTo(message(5));
    other.closeExchanged();
    assertThatThrownBy(() -> other.facts(ids())).isInstanceOf(ContentGone.class);
    other.close();
  }

  @Test
  void aNumberIsNeverGivenAgain() throws Exception {
    assertThat(files().delete(1)).isFalse(); // the last one
    write(store, 50);
    assertThat(files().delete(1)).isTrue();
    assertGone(0, 29);
    restart();
    assertThat(write(store, 51).id() >>> 32).isEqualTo(3);
  }

  @Test
  void whatIsNotThereOnAnEmptyDiskIsNotGone() {
    SegmentStore unmounted =
        new SegmentStore(directory.resolve("empty"), directory.resolve("t3"), new FreeSpace(0));
    Content content = unmounted.content(contents.get(0).id());
    assertThatThrownBy(content::requireReadable).isInstanceOf(UncheckedIOException.class);
    unmounted.close();
  }

  @Test
  void segmentsThatAnybodyMayWriteToAreNotAtRest() throws Exception {
    SegmentStore other =
        new SegmentStore(directory.resolve("content"), directory.resolve("t2"), new FreeSpace(0));
    Content ours = write(store, 1);
    Content theirs = write(other, 2);
    assertThat(files().list(Instant.now()).resting()).isEmpty();
    FileTime old = FileTime.from(Instant.now().minus(Duration.ofHours(25)));
    Files.setLastModifiedTime(file(), old);
    Files.setLastModifiedTime(directory.resolve("content").resolve(name(ours)), old);
    assertThat(files().list(Instant.now()).resting())
        .containsOnlyKeys(1); // ours is open, theirs is young
    assertThat(files().list(Instant.now()).others())
        .containsExactlyInAnyOrder((int) (ours.id() >>> 32), (int) (theirs.id() >>> 32));
    other.close();
  }

  @Test
  void aServerThatStoodStillForLongDoesNotVouchForWhatItWrote() throws Exception {
    SegmentStore.Place place = store.reserve(100);
    assertThatCode(place::check).doesNotThrowAnyException();
    SegmentStore.Place late =
        new SegmentStore.Place(
            place.segment(),
            place.offset(),
            System.nanoTime(),
            System.currentTimeMillis() - SegmentStore.CLAIM.toMillis() - 1);
    assertThatThrownBy(late::check).isInstanceOf(IOException.class);
    place.segment().end();
  }

  @Test
  void theOwnerIsNotedOnce() throws Exception {
    assertThat(files().owner()).isEmpty();
    files().noteOwner("me");
    assertThat(files().owner()).contains("me");
  }
}
