package org.posthorn.broker.ra;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.apache.activemq.artemis.core.io.nio.NIOSequentialFileFactory;
import org.apache.activemq.artemis.core.journal.impl.JournalFileImpl;
import org.apache.activemq.artemis.core.journal.impl.JournalImpl;
import org.apache.activemq.artemis.core.journal.impl.JournalReaderCallback;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the broker drops when it starts is told. */
class JournalTailsTest {
  private static final int HEADER = JournalImpl.SIZE_HEADER;
  private static final int LENGTH_AT = 14; // of an added record

  @TempDir Path data;
  private Path journal;
  private Path file;

  @BeforeEach
  void write() throws Exception {
    journal = data.resolve("broker");
    EmbeddedBroker.start(TestBroker.in(journal)).stop();
    try (Stream<Path> files = Files.list(journal.resolve("bindings"))) {
      file =
          files.filter(f -> f.toString().endsWith(".bindings")).sorted().findFirst().orElseThrow();
    }
  }

  private int end() throws Exception {
    long number = ByteBuffer.wrap(Files.readAllBytes(file)).getLong(8);
    NIOSequentialFileFactory files =
        new NIOSequentialFileFactory(journal.resolve("bindings").toFile(), 1);
    return JournalImpl.readJournalFile(
        files,
        new JournalFileImpl(files.createSequentialFile(file.getFileName().toString()), number, 2),
        new JournalReaderCallback() {});
  }

  private void zero(int at, int octets) throws Exception {
    try (RandomAccessFile random = new RandomAccessFile(file.toFile(), "rw")) {
      random.seek(at);
      random.write(new byte[octets]);
    }
  }

  @Test
  void aJournalThatIsWholeHasNothingToTell() throws Exception {
    assertThat(end()).isGreaterThan(HEADER);
    assertThat(JournalTails.look(journal)).isEmpty();
    assertThat(JournalTails.read(journal)).isEmpty();
    assertThat(journal.resolve("running")).doesNotExist();
  }

  @Test
  void aTornTailIsToldWithFileAndOffset() throws Exception {
    int end = end();
    zero(end - 4, 4); // as a power cut leaves it
    assertThat(JournalTails.look(journal))
        .singleElement()
        .satisfies(
            torn -> {
              assertThat(torn.file()).isEqualTo(file);
              assertThat(torn.offset() + torn.octets()).isEqualTo(end);
              assertThat(torn.behind()).isFalse();
            });
    assertThat(JournalTails.read(journal)).singleElement().asString().startsWith("unfinished");
  }

  @Test
  void aRecordWithOthersBehindItIsDamaged() throws Exception {
    int body = ByteBuffer.wrap(Files.readAllBytes(file)).getInt(HEADER + LENGTH_AT);
    zero(HEADER + LENGTH_AT + 4 + 1 + body, 4);
    assertThat(JournalTails.look(journal))
        .anySatisfy(
            torn -> {
              assertThat(torn.offset()).isEqualTo(HEADER);
              assertThat(torn.behind()).isTrue();
            });
    assertThat(JournalTails.read(journal)).anySatisfy(s -> assertThat(s).startsWith("damaged"));
  }
}
