package org.posthorn.documents.boundary;

import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedExecutorService;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.xml.stream.XMLStreamException;
import org.posthorn.documents.control.Budget;
import org.posthorn.documents.control.OfficeText;
import org.posthorn.documents.control.PdfText;

/**
 * Text of documents: Office Open XML, OpenDocument and PDF. They come from anybody, so what reads
 * them has limits on memory and time, and a document that breaks them, or its format, has the text
 * that was found until then, or none. Takes a while; for the background. Thread-safe.
 */
@ApplicationScoped
public class DocumentText {
  private static final System.Logger LOG = System.getLogger(DocumentText.class.getName());
  private static final long MOST_OCTETS = 64L << 20; // after inflating
  private static final int MOST_TEXT = 1_000_000; // characters

  /** How many octets have to be known for {@link #may}. */
  public static final int START = 8;

  @Resource ManagedExecutorService executor;

  Duration time = Duration.ofSeconds(5);
  Duration patience = Duration.ofSeconds(8); // with what does not heed its budget

  private final AtomicBoolean busy = new AtomicBoolean();

  @SuppressWarnings("NullAway.Init") // the container fills the field
  public DocumentText() {}

  /** Whether octets that begin so may be a document that can be read. */
  public boolean may(byte[] start) {
    return OfficeText.may(start) || PdfText.may(start);
  }

  /**
   * The text of a document.
   *
   * @param octets the whole file
   * @return empty when it is none, cannot be read, or another takes too long just now
   */
  public Optional<String> of(byte[] octets) {
    if (!may(octets) || !busy.compareAndSet(false, true)) {
      return Optional.empty();
    }
    Budget budget = new Budget(MOST_OCTETS, MOST_TEXT, time);
    CountDownLatch done = new CountDownLatch(1);
    try {
      executor.execute(() -> read(octets, budget, done));
    } catch (RejectedExecutionException stopping) {
      busy.set(false);
      return Optional.empty();
    }
    return await(done) ? Optional.of(budget.text()).filter(text -> !text.isBlank()) : late(budget);
  }

  private boolean await(CountDownLatch done) {
    try {
      return done.await(patience.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException stopping) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  // Its thread goes on until it looks at its budget; others wait for it, so there is only one.
  private static Optional<String> late(Budget budget) {
    budget.end();
    LOG.log(System.Logger.Level.WARNING, "event=document-takes-too-long");
    return Optional.empty();
  }

  private void read(byte[] octets, Budget budget, CountDownLatch done) {
    try {
      if (PdfText.may(octets)) {
        new PdfText(budget).read(octets);
      } else {
        new OfficeText(budget).read(octets);
      }
    } catch (IOException
        | XMLStreamException
        | RuntimeException
        | LinkageError
        | StackOverflowError broken) {
      LOG.log(System.Logger.Level.DEBUG, "event=document-unreadable", broken);
    } finally {
      busy.set(false);
      done.countDown();
    }
  }
}
