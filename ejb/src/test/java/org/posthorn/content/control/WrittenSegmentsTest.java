package org.posthorn.content.control;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.posthorn.content.control.SegmentInspection.Torn;
import org.posthorn.kernel.Content;

/** What a crash has left at the end of a segment is told. */
class WrittenSegmentsTest {
  @TempDir Path directory;
  private SegmentStore store;
  private Content first;
  private Content second;

  @BeforeEach
  void write() {
    store =
        new SegmentStore(directory.resolve("content"), directory.resolve("tmp"), new FreeSpace(0));
    store.note(new WrittenSegments(directory.resolve("written"), directory.resolve("content")));
    first = write("one");
    second = write("two");
  }

  private Content write(String text) {
    SegmentSink sink = new SegmentSink(store);
    sink.write(ByteBuffer.wrap(("Subject: " + text + "\r\n\r\n" + text).getBytes(ISO_8859_1)));
    return sink.finish();
  }

  private List<Torn> torn() throws IOException {
    return new SegmentInspection(directory.resolve("content"), 1).lookAtEnd();
  }

  private void flip(long at) throws IOException {
    try (RandomAccessFile file = new RandomAccessFile(store.file(1).toFile(), "rw")) {
      file.seek(at);
      int octet = file.read();
      file.seek(at);
      file.write(octet ^ 1);
    }
  }

  @Test
  void theNoteIsThereUntilAnOrderlyEnd() throws IOException {
    assertThat(directory.resolve("written")).hasContent("1\n");
    assertThat(torn()).isEmpty();
    WrittenSegments after =
        new WrittenSegments(directory.resolve("written"), directory.resolve("content"));
    after.tell();
    assertThat(directory.resolve("written")).doesNotExist();
  }

  @Test
  void aTornTailIsToldWithItsPlace() throws IOException {
    long at = SegmentStore.offsetOf(second.id());
    try (RandomAccessFile file = new RandomAccessFile(store.file(1).toFile(), "rw")) {
      file.setLength(file.length() - 2);
    }
    long octets = Files.size(store.file(1)) - at;
    assertThat(torn()).containsExactly(new Torn(1, at, octets, false));
  }

  @Test
  void damageBeforeWholeRecordsIsToldAsSuch() throws IOException {
    long end = SegmentStore.offsetOf(second.id());
    flip(end - 1);
    assertThat(torn()).containsExactly(new Torn(1, SegmentStore.offsetOf(first.id()), end, true));
    assertThat(new SegmentInspection(directory.resolve("content"), 1).look(new long[0])).hasSize(1);
  }

  @Test
  void roomThatWasReservedAndNeverWrittenIsNothing() throws IOException {
    try (RandomAccessFile file = new RandomAccessFile(store.file(1).toFile(), "rw")) {
      file.setLength(file.length() + 9_000);
    }
    assertThat(torn()).isEmpty();
  }
}
