package org.posthorn.content.boundary;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.posthorn.kernel.Content;
import org.posthorn.kernel.ContentSink;

class ContentStoreTest {
  @TempDir Path directory;
  private ContentStore store = new ContentStore();

  @BeforeEach
  void open() {
    store = ContentStores.open(directory);
  }

  @AfterEach
  void close() {
    ContentStores.close(store);
  }

  private static byte[] message(int seed, int size) {
    byte[] octets = new byte[size];
    new Random(seed).nextBytes(octets);
    byte[] head = ("Subject: " + seed + "\r\n\r\n").getBytes(ISO_8859_1);
    System.arraycopy(head, 0, octets, 0, Math.min(head.length, size));
    return octets;
  }

  private Content write(byte[] octets, int piece) {
    ContentSink sink = store.sink();
    for (int at = 0; at < octets.length; at += piece) {
      sink.write(ByteBuffer.wrap(octets, at, Math.min(piece, octets.length - at)));
    }
    return sink.finish();
  }

  private static byte[] read(Content content) {
    ByteBuffer all = ByteBuffer.allocate(Math.toIntExact(content.size()) + 10);
    assertThat(content.read(0, all)).isEqualTo((int) content.size());
    return Arrays.copyOf(all.array(), all.position());
  }

  @Test
  void whatIsWrittenIsReadInAnySize() {
    for (int size : new int[] {0, 1, 8191, 8192, 262_144, 262_145, 900_000}) {
      byte[] octets = message(size, size);
      assertThat(read(write(octets, 10_000))).as("size %d", size).isEqualTo(octets);
    }
  }

  @Test
  void whatIsPutBeforeAMessageIsPartOfIt() {
    byte[] prefix = "Received: from x\r\n\tby y; z\r\n".getBytes(ISO_8859_1);
    for (int size : new int[] {0, 1, 262_144, 262_145, 900_000}) {
      byte[] octets = message(size, size);
      ContentSink sink = store.sink();
      for (int at = 0; at < octets.length; at += 10_000) {
        sink.write(ByteBuffer.wrap(octets, at, Math.min(10_000, octets.length - at)));
      }
      Content content = sink.finish(prefix);
      byte[] whole = Arrays.copyOf(prefix, prefix.length + size);
      System.arraycopy(octets, 0, whole, prefix.length, size);
      assertThat(read(content)).as("size %d", size).isEqualTo(whole);
      assertThat(store.facts(new long[] {content.id()}).get(0).encoded())
          .as("facts of size %d", size)
          .isEqualTo(store.facts(new long[] {write(whole, 10_000).id()}).get(0).encoded());
    }
  }

  @Test
  void onePieceLargerThanMemoryIsTaken() {
    byte[] octets = message(1, 3_000_000);
    assertThat(read(write(octets, octets.length))).isEqualTo(octets);
  }

  @Test
  void aPartIsReadFromItsOffset() {
    Content content = write(message(7, 5000), 5000);
    ByteBuffer part = ByteBuffer.allocate(100);
    assertThat(content.read(4950, part)).isEqualTo(50);
    assertThat(Arrays.copyOf(part.array(), 50))
        .isEqualTo(Arrays.copyOfRange(message(7, 5000), 4950, 5000));
    assertThatThrownBy(() -> content.read(5001, part)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void anotherStartReadsTheOldAndWritesToAFileOfItsOwn() throws Exception {
    Content before = write(message(1, 500), 500);
    store.sync(new long[] {before.id()});
    ContentStores.close(store);
    store = ContentStores.open(directory);
    Content after = write(message(2, 500), 500);
    assertThat(read(store.content(before.id()))).isEqualTo(message(1, 500));
    assertThat(read(store.content(after.id()))).isEqualTo(message(2, 500));
    try (Stream<Path> files = Files.list(directory.resolve("content"))) {
      assertThat(files).hasSize(2);
    }
  }

  @Test
  void factsComeInOrderWhetherNearOrFar() {
    List<Content> contents = new ArrayList<>();
    for (int i = 0; i < 300; i++) {
      contents.add(write(message(i, i % 3 == 0 ? 40_000 : 600), 4096));
    }
    long[] ids = contents.stream().mapToLong(Content::id).toArray();
    for (int i = 0; i < ids.length; i++) {
      assertThat(store.facts(ids)).hasSize(ids.length);
    }
  }

  @Test
  void manyThreadsWriteAndSyncAtOnce() throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(8);
    List<Future<Boolean>> done = new ArrayList<>();
    for (int t = 0; t < 8; t++) {
      int seed = t;
      done.add(
          threads.submit(
              () -> {
                for (int i = 0; i < 50; i++) {
                  byte[] octets = message(seed * 1000 + i, 100 + i * 37);
                  Content content = write(octets, 512);
                  store.sync(new long[] {content.id()});
                  assertThat(read(content)).isEqualTo(octets);
                }
                return true;
              }));
    }
    for (Future<Boolean> each : done) {
      assertThat(each.get()).isTrue();
    }
    threads.shutdown();
  }

  @Test
  void whatIsDiscardedLeavesNothing() throws Exception {
    ContentSink sink = store.sink();
    sink.write(ByteBuffer.wrap(message(3, 1_000_000)));
    sink.discard();
    try (Stream<Path> left = Files.list(directory.resolve("tmp"))) {
      assertThat(left).isEmpty();
    }
  }

  @Test
  void visitsMessagesNearAndFar() {
    Random random = new Random(5);
    List<byte[]> messages = new ArrayList<>();
    long[] written = new long[700];
    for (int i = 0; i < written.length; i++) {
      int size = i % 50 == 49 ? 300_000 : random.nextInt(i % 10 == 0 ? 20_000 : 1500);
      messages.add(message(i, size));
      written[i] = write(messages.get(i), 8192).id();
    }
    for (int part : new int[] {1, 2, 3, 30}) {
      int[] wanted = random.ints(0, 700).limit(part == 1 ? 700 : 300).distinct().toArray();
      if (part > 1) {
        wanted = Arrays.stream(wanted).filter(i -> i % part == 0).sorted().toArray();
      }
      int[] indexes = wanted;
      byte[][] seen = new byte[indexes.length][];
      store.visit(
          Arrays.stream(indexes).mapToLong(i -> written[i]).toArray(),
          (index, facts, octets) -> {
            assertThat(octets.id()).isEqualTo(written[indexes[index]]);
            assertThat(facts.size()).isEqualTo(octets.size());
            seen[index] = read(octets);
          });
      for (int i = 0; i < indexes.length; i++) {
        assertThat(seen[i]).isEqualTo(messages.get(indexes[i]));
      }
    }
    store.visit(new long[0], (index, facts, octets) -> assertThat(index).isNegative());
  }

  @Test
  void whatAVisitThrowsComesBack() {
    long id = write(message(1, 100), 100).id();
    assertThatThrownBy(
            () ->
                store.visit(
                    new long[] {id, id},
                    (index, facts, octets) -> {
                      throw new IllegalStateException("enough");
                    }))
        .hasMessage("enough");
  }
}
