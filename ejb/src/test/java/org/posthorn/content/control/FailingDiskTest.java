package org.posthorn.content.control;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.posthorn.kernel.Content;

/** A disk that says once that a sync failed and then works as if nothing had been. */
class FailingDiskTest {
  @TempDir Path directory;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final AtomicInteger failures = new AtomicInteger();
  private volatile boolean outOfMemory;
  private volatile CountDownLatch syncing = new CountDownLatch(1);
  private volatile CountDownLatch mayEnd = new CountDownLatch(0);
  private SegmentStore store;

  @BeforeEach
  void open() {
    store =
        new SegmentStore(
            directory.resolve("content"), directory.resolve("tmp"), new FreeSpace(0), this::sync);
  }

  @AfterEach
  void close() {
    store.close();
    threads.shutdownNow();
  }

  private void sync(FileChannel channel) throws IOException {
    syncing.countDown();
    try {
      mayEnd.await();
    } catch (InterruptedException e) {
      throw new IOException(e);
    }
    if (failures.getAndSet(0) > 0) {
      if (outOfMemory) {
        throw new OutOfMemoryError("as ordered");
      }
      throw new IOException("input/output error, as ordered");
    }
    channel.force(false);
  }

  private Content write(String text) {
    SegmentSink sink = new SegmentSink(store);
    sink.write(ByteBuffer.wrap(text.getBytes(ISO_8859_1)));
    return sink.finish();
  }

  private void sync(Content... contents) {
    long[] ids = new long[contents.length];
    for (int i = 0; i < ids.length; i++) {
      ids[i] = contents[i].id();
    }
    store.sync(ids);
  }

  private static int segment(Content content) {
    return (int) (content.id() >>> 32);
  }

  @Test
  void aLaterSyncDoesNotVouchForOctetsOfAFailedOne() {
    Content lost = write("lost");
    Content alsoLost = write("also lost");
    failures.set(1);
    assertThatThrownBy(() -> sync(lost)).isInstanceOf(UncheckedIOException.class);
    assertThatThrownBy(() -> sync(alsoLost)).isInstanceOf(UncheckedIOException.class);
    assertThatThrownBy(() -> sync(alsoLost)).isInstanceOf(UncheckedIOException.class);
  }

  @Test
  void afterAFailedSyncAnotherSegmentIsBegun() {
    Content before = write("before");
    sync(before);
    Content lost = write("lost");
    failures.set(1);
    assertThatThrownBy(() -> sync(lost)).isInstanceOf(UncheckedIOException.class);
    Content after = write("after");
    assertThat(segment(after)).isNotEqualTo(segment(lost));
    assertThatCode(() -> sync(after)).doesNotThrowAnyException();
    assertThatThrownBy(() -> sync(after, lost)).isInstanceOf(UncheckedIOException.class);
    ByteBuffer read = ByteBuffer.allocate(6);
    before.read(0, read);
    assertThat(new String(read.array(), ISO_8859_1)).isEqualTo("before");
  }

  @Test
  void whoHasReservedAPlaceCannotWriteThereAfterwards() throws Exception {
    SegmentStore.Place place = store.reserve(100);
    Content lost = write("lost");
    failures.set(1);
    assertThatThrownBy(() -> sync(lost)).isInstanceOf(UncheckedIOException.class);
    assertThatThrownBy(() -> place.segment().write(ByteBuffer.allocate(100), place.offset()))
        .isInstanceOf(IOException.class);
    place.segment().end();
  }

  @Test
  void whoWaitsForTheNextSyncHearsOfTheFailureToo() throws Exception {
    Content first = write("first");
    Content second = write("second");
    failures.set(1);
    mayEnd = new CountDownLatch(1);
    Future<?> leading = threads.submit(() -> sync(first));
    assertThat(syncing.await(10, TimeUnit.SECONDS)).isTrue();
    Future<?> waiting = threads.submit(() -> sync(second));
    mayEnd.countDown();
    assertThatThrownBy(leading::get).hasCauseInstanceOf(UncheckedIOException.class);
    assertThatThrownBy(waiting::get).hasCauseInstanceOf(UncheckedIOException.class);
  }

  @Test
  void anErrorDuringTheSyncIsAFailureForAll() {
    Content lost = write("lost");
    failures.set(1);
    outOfMemory = true;
    assertThatThrownBy(() -> sync(lost)).isInstanceOf(OutOfMemoryError.class);
    assertThatThrownBy(() -> sync(lost)).isInstanceOf(UncheckedIOException.class);
    assertThatCode(() -> sync(write("after"))).doesNotThrowAnyException();
  }
}
