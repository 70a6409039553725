package org.posthorn.content.control;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.posthorn.kernel.Content;
import org.posthorn.kernel.ContentDamaged;
import org.posthorn.kernel.ContentGone;
import org.posthorn.kernel.ContentLost;

/** No octet that the disk has changed is given as right. */
class DamageTest {
  private static final int SMALL = 5_000;
  private static final int LARGE = 700_000;

  @TempDir Path directory;
  private SegmentStore store;

  @BeforeEach
  void open() {
    store =
        new SegmentStore(directory.resolve("content"), directory.resolve("tmp"), new FreeSpace(0));
  }

  @AfterEach
  void close() {
    store.close();
  }

  private void restart() {
    store.close();
    open();
  }

  private static byte[] message(int size) {
    byte[] octets = new byte[size];
    new Random(size).nextBytes(octets);
    byte[] head = "Subject: of value\r\n\r\n".getBytes(ISO_8859_1);
    System.arraycopy(head, 0, octets, 0, head.length);
    return octets;
  }

  private Content write(int size) {
    SegmentSink sink = new SegmentSink(store);
    sink.write(ByteBuffer.wrap(message(size)));
    return sink.finish();
  }

  /** Changes an octet of the record, counted from its beginning, or from its end when negative. */
  private void flip(Content content, int at) throws IOException {
    long offset = SegmentStore.offsetOf(content.id());
    try (RandomAccessFile file = file()) {
      if (at < 0) {
        offset += RecordHeader.read(content.id(), header(file, offset)).length();
      }
      file.seek(offset + at);
      int octet = file.read();
      file.seek(offset + at);
      file.write(octet ^ 0x04);
    }
  }

  private static ByteBuffer header(RandomAccessFile file, long offset) throws IOException {
    byte[] octets = new byte[RecordHeader.LENGTH];
    file.seek(offset);
    file.readFully(octets);
    return ByteBuffer.wrap(octets);
  }

  private RandomAccessFile file() throws IOException {
    return new RandomAccessFile(directory.resolve("content/00000001.seg").toFile(), "rw");
  }

  private static long readAll(Content content, int piece) {
    long at = 0;
    while (at < content.size()) {
      int count = content.read(at, ByteBuffer.allocate(piece));
      if (count <= 0) {
        return at;
      }
      at += count;
    }
    return at;
  }

  @ParameterizedTest
  @ValueSource(ints = {SMALL, LARGE})
  void aFlippedOctetIsFoundBeforeTheLastOnesAreGiven(int size) throws IOException {
    Content content = write(size);
    flip(content, -1_000);
    for (int piece : new int[] {64 << 10, 1_000, size}) {
      Content again = store.content(content.id());
      assertThatThrownBy(() -> readAll(again, piece)).isInstanceOf(ContentDamaged.class);
    }
    assertThat(readAll(write(size), 4_096)).isEqualTo(size);
  }

  @Test
  void readsThatOverlapAddUpToTheWhole() throws IOException {
    Content content = write(LARGE);
    flip(content, -1);
    Content again = store.content(content.id());
    again.read(0, ByteBuffer.allocate(4_096)); // as the relay looks for what a store put first
    again.read(100, ByteBuffer.allocate(32 << 10));
    long at = 100;
    for (; at + (32 << 10) < LARGE; at += 32 << 10) {
      again.read(at, ByteBuffer.allocate(32 << 10));
    }
    long last = at;
    assertThatThrownBy(() -> again.read(last, ByteBuffer.allocate(32 << 10)))
        .isInstanceOf(ContentDamaged.class);
  }

  @Test
  void whatIsKnownToBeDamagedIsFoundOutBeforehandAndForgottenWhenItIsWholeAgain()
      throws IOException {
    Content content = write(LARGE);
    flip(content, -1_000);
    store.content(content.id()).requireReadable(); // not known yet
    assertThatThrownBy(() -> readAll(store.content(content.id()), 64 << 10))
        .isInstanceOf(ContentDamaged.class);
    assertThatThrownBy(() -> store.content(content.id()).requireReadable())
        .isInstanceOf(ContentDamaged.class);
    assertThat(store.damage().count()).isOne();
    flip(content, -1_000);
    store.content(content.id()).requireReadable();
    assertThat(store.damage().count()).isZero();
  }

  @Test
  void aFileThatIsCutIsFoundOutBeforehand() throws IOException {
    List<Content> contents = new ArrayList<>(List.of(write(SMALL), write(LARGE)));
    store.sync(new long[] {contents.get(1).id()});
    try (RandomAccessFile file = file()) {
      file.setLength(file.length() - 10);
    }
    restart();
    long cut = contents.get(1).id();
    assertThatThrownBy(() -> store.content(cut).requireReadable())
        .isInstanceOf(ContentDamaged.class)
        .hasMessageContaining("cut off");
    assertThatThrownBy(() -> store.content(cut).size()).isInstanceOf(ContentDamaged.class);
    assertThat(readAll(store.content(contents.get(0).id()), 512)).isEqualTo(SMALL);
  }

  @Test
  void aSearchIsShownNoOctetThatIsWrong() throws IOException {
    Content whole = write(SMALL);
    Content content = write(SMALL);
    flip(content, -1_000);
    long[] ids = {whole.id(), content.id()};
    List<Integer> seen = new ArrayList<>();
    var scan =
        store.scan(
            ids,
            (index, facts, octets) -> {
              octets.read(0, ByteBuffer.allocate(100));
              seen.add(index);
            });
    scan.accept(0);
    assertThatThrownBy(() -> scan.accept(1)).isInstanceOf(ContentDamaged.class);
    assertThat(seen).containsExactly(0);
  }

  @Test
  void factsAreCheckedAndTheirLengthBelieved() throws IOException {
    Content content = write(SMALL);
    long[] id = {content.id()};
    flip(content, RecordHeader.LENGTH + 30);
    assertThatThrownBy(() -> store.facts(id)).isInstanceOf(ContentDamaged.class);
    assertThatThrownBy(() -> store.heads(id)).isInstanceOf(ContentDamaged.class);
    flip(content, RecordHeader.LENGTH + 30);
    assertThat(store.facts(id).get(0).size()).isEqualTo(SMALL);
    for (int at = 4; at < RecordHeader.LENGTH; at++) { // lengths, sizes, checksums
      flip(content, at);
      assertThatThrownBy(
              () -> {
                store.facts(id);
                readAll(store.content(content.id()), 1_000);
              })
          .as("octet %d", at)
          .isInstanceOf(ContentDamaged.class);
      flip(content, at);
    }
    flip(content, 0);
    assertThatThrownBy(() -> store.facts(id)).isInstanceOf(ContentLost.class);
  }

  @Test
  void whereNothingIsItIsGone() throws IOException {
    Content content = write(SMALL);
    try (RandomAccessFile file = file()) {
      file.seek(SegmentStore.offsetOf(content.id()));
      file.write(new byte[SMALL]);
    }
    assertThatThrownBy(() -> store.content(content.id()).requireReadable())
        .isInstanceOf(ContentGone.class);
  }
}
