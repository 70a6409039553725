package org.posthorn.documents.control;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.posthorn.documents.boundary.Samples;

/** The process that reads documents, and what becomes of us when it ends. */
@Timeout(120)
class ReaderTest {
  private static final Path CORPUS = Path.of("../resources/corpus/documents");
  private static final Duration LONG = Duration.ofSeconds(60);
  private static final byte[] GOOD = Samples.docx("<w:t>good</w:t>");

  private final ScheduledExecutorService clock = Executors.newScheduledThreadPool(1);
  private final List<Reader> readers = new ArrayList<>();
  private @TempDir Path directory;

  private Reader reader(int memory, Duration time, Duration patience, Duration idle) {
    Reader reader =
        new Reader(
            new ReaderLimits(memory, 5_000_000, time, patience, LONG, idle), directory, clock);
    readers.add(reader);
    return reader;
  }

  @AfterEach
  void close() {
    readers.forEach(Reader::close);
    clock.shutdownNow();
  }

  private static byte[] hostile(String name) throws IOException {
    return Files.readAllBytes(CORPUS.resolve(name));
  }

  private static void assertReads(Reader reader) {
    assertThat(reader.read(GOOD).map(String::strip)).contains("good");
  }

  @ParameterizedTest
  @ValueSource(strings = {"widths.pdf", "operands.pdf"})
  void whatTakesAllMemoryTakesThatOfTheProcessOnly(String name) throws Exception {
    Reader reader = reader(64, Duration.ofSeconds(5), LONG, LONG);
    assertReads(reader);
    long before = heap();
    assertThat(reader.read(hostile(name))).isEmpty();
    assertThat(heap() - before).isLessThan(16L << 20);
    assertReads(reader);
    Optional<Long> pid = reader.pid();
    assertThat(reader.read(hostile(name))).isEmpty(); // known now
    assertThat(reader.pid()).isEqualTo(pid);
  }

  private static long heap() {
    System.gc();
    return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
  }

  @Test
  void whatTakesTooLongEndsTheProcess() throws Exception {
    Reader reader = reader(512, LONG, Duration.ofMillis(1500), LONG);
    assertReads(reader);
    long pid = reader.pid().orElseThrow();
    long start = System.nanoTime();
    assertThat(reader.read(endless())).isEmpty();
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(10));
    assertThat(ProcessHandle.of(pid).filter(ProcessHandle::isAlive)).isEmpty();
    assertReads(reader);
  }

  /** Draws itself a thousand times, and so on. */
  private static byte[] endless() {
    String form = "/Type/XObject/Subtype/Form/BBox[0 0 9 9]/Resources<</XObject<</X 4 0 R>>>>";
    return Samples.pdfOf(form, "/X Do ".repeat(1000).getBytes(ISO_8859_1));
  }

  @Test
  void whatHeedsItsTimeKeepsTheProcess() {
    Reader reader = reader(128, Duration.ofMillis(300), LONG, LONG);
    assertReads(reader);
    Optional<Long> pid = reader.pid();
    assertThat(reader.read(endless())).isEmpty();
    assertReads(reader);
    assertThat(reader.pid()).isEqualTo(pid);
  }

  @Test
  void aProcessThatIsKilledAmidIsReplaced() throws Exception {
    Reader reader = reader(128, Duration.ofSeconds(1), LONG, LONG);
    assertReads(reader);
    long pid = reader.pid().orElseThrow();
    CompletableFuture<Optional<String>> text =
        CompletableFuture.supplyAsync(() -> reader.read(endless()));
    TimeUnit.MILLISECONDS.sleep(200);
    ProcessHandle.of(pid).orElseThrow().destroyForcibly();
    assertThat(text.get(60, TimeUnit.SECONDS)).isEmpty();
    assertReads(reader);
    assertThat(reader.pid()).isPresent().isNotEqualTo(Optional.of(pid));
    reader.close();
    assertThat(reader.read(GOOD)).isEmpty();
  }

  @Test
  void oneProcessReadsMany() {
    Reader reader = reader(64, Duration.ofSeconds(20), LONG, LONG);
    assertThat(reader.pid()).isEmpty(); // nobody needs it yet
    assertReads(reader);
    Optional<Long> pid = reader.pid();
    for (int i = 0; i < 100; i++) {
      assertThat(reader.read(Samples.docx("<w:t>word" + i + "</w:t>"))).contains("word" + i);
      String page = "(page" + i + ") Tj";
      byte[] pdf =
          Samples.pdfOf("", ("BT /F1 12 Tf 50 500 Td " + page + " ET").getBytes(ISO_8859_1));
      assertThat(reader.read(pdf).map(String::strip)).contains("page" + i);
    }
    assertThat(reader.pid()).isEqualTo(pid);
  }

  @Test
  void whatIsIdleEnds() throws Exception {
    Reader reader = reader(64, LONG, LONG, Duration.ofMillis(200));
    assertReads(reader);
    until(() -> reader.pid().isEmpty());
    assertReads(reader);
  }

  private static void until(BooleanSupplier holds) throws InterruptedException {
    for (int i = 0; i < 1_000 && !holds.getAsBoolean(); i++) {
      TimeUnit.MILLISECONDS.sleep(10);
    }
    assertThat(holds.getAsBoolean()).isTrue();
  }
}
