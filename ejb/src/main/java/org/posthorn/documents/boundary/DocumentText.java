package org.posthorn.documents.boundary;

import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedScheduledExecutorService;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.nio.file.Path;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.posthorn.documents.control.Reader;
import org.posthorn.documents.control.ReaderLimits;
import org.posthorn.documents.reader.Formats;

/**
 * Text of documents: Office Open XML, OpenDocument and PDF. They come from anybody, so a process of
 * its own reads them, with limits on memory and time, and is killed by those that break them. Takes
 * a while; for the background. Thread-safe.
 */
@ApplicationScoped
public class DocumentText {

  /** How many octets have to be known for {@link #may}. */
  public static final int START = Formats.START;

  @Resource ManagedScheduledExecutorService executor;

  @Inject
  @ConfigProperty(name = "posthorn.data-dir", defaultValue = "data")
  String dataDirectory;

  @Inject
  @ConfigProperty(name = "posthorn.text-index.max-document-size", defaultValue = "5242880")
  int largest;

  @Inject
  @ConfigProperty(name = "posthorn.text-index.document-memory", defaultValue = "256")
  int memory;

  private Reader reader;

  @SuppressWarnings("NullAway.Init") // the container and open() fill the fields
  public DocumentText() {}

  @PostConstruct
  void open() {
    Path directory = Path.of(dataDirectory).resolve("tmp").resolve("documents");
    reader = new Reader(ReaderLimits.of(memory, largest), directory, executor);
  }

  /** Whether octets that begin so may be a document that can be read. */
  public boolean may(byte[] start) {
    return Formats.any(start);
  }

  /**
   * The text of a document.
   *
   * @param octets the whole file
   * @return empty when it is none, or cannot be read
   */
  public Optional<String> of(byte[] octets) {
    return may(octets) ? reader.read(octets) : Optional.empty();
  }

  @PreDestroy
  void close() {
    reader.close();
  }
}
