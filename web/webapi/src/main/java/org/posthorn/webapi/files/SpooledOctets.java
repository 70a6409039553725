package org.posthorn.webapi.files;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.posthorn.mime.compose.OutgoingPart;

/** A file of a request: in memory when it is small, else in a temporary file until it is closed. */
public final class SpooledOctets extends OutputStream implements OutgoingPart.Octets {
  /** How the names of the temporary files begin. */
  static final String PREFIX = "posthorn-api";

  /** How they end. */
  static final String SUFFIX = ".part";

  private static final int IN_MEMORY = 16 * 1024;

  private final ByteArrayOutputStream memory = new ByteArrayOutputStream();
  private Optional<Path> file = Optional.empty();
  private Optional<OutputStream> out = Optional.empty();
  private long size;

  /** None yet. */
  public SpooledOctets() {}

  @Override
  public void write(int octet) throws IOException {
    write(new byte[] {(byte) octet}, 0, 1);
  }

  @Override
  public void write(byte[] octets, int from, int count) throws IOException {
    size += count;
    if (out.isEmpty() && size <= IN_MEMORY) {
      memory.write(octets, from, count);
      return;
    }
    if (out.isEmpty()) {
      spill();
    }
    out.orElseThrow().write(octets, from, count);
  }

  private void spill() throws IOException {
    Path made = Files.createTempFile(PREFIX, SUFFIX);
    file = Optional.of(made);
    OutputStream stream = Files.newOutputStream(made);
    out = Optional.of(stream);
    memory.writeTo(stream);
    memory.reset();
  }

  /** How many octets were written. */
  public long size() {
    return size;
  }

  /** Ends writing. */
  public void finish() throws IOException {
    if (out.isPresent()) {
      out.get().close();
    }
  }

  @Override
  public void writeTo(OutputStream target) throws IOException {
    if (file.isPresent()) {
      Files.copy(file.get(), target);
    } else {
      memory.writeTo(target);
    }
  }

  /** Removes what there is of it. */
  @Override
  public void close() throws IOException {
    finish();
    if (file.isPresent()) {
      Files.deleteIfExists(file.get());
    }
  }
}
