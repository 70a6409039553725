package org.hsqldb.lib;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import org.jspecify.annotations.NullMarked;

/**
 * Lets the embedded database reach its files through another {@link FileAccess}. HSQLDB 2.7 has no
 * setting for that any more ({@code fileaccess_class_name} of earlier versions is ignored), asks
 * {@link FileUtil} alone, and lets only its own package extend that. The package is sealed, so this
 * class is not loaded like others, but defined in it by {@code org.posthorn.database.Embedded}; it
 * knows no class of ours.
 */
@NullMarked
public final class FileAccessSwitch extends FileUtil {
  private final FileAccess files;

  /** Passes everything on to these files. */
  public FileAccessSwitch(FileAccess files) {
    this.files = files;
  }

  @Override
  public InputStream openInputStreamElement(String name) throws IOException {
    return files.openInputStreamElement(name);
  }

  @Override
  public OutputStream openOutputStreamElement(String name) throws IOException {
    return files.openOutputStreamElement(name);
  }

  @Override
  public OutputStream openOutputStreamElementAppend(String name) throws IOException {
    return files.openOutputStreamElementAppend(name);
  }

  @Override
  public boolean isStreamElement(String name) {
    return files.isStreamElement(name);
  }

  @Override
  public void createParentDirs(String name) {
    files.createParentDirs(name);
  }

  @Override
  public boolean removeElement(String name) {
    return files.removeElement(name);
  }

  @Override
  public boolean delete(String name) {
    return files.removeElement(name);
  }

  @Override
  public boolean renameElement(String from, String to) {
    return files.renameElement(from, to);
  }

  @Override
  public boolean renameElementOrCopy(String from, String to, EventLogInterface logger) {
    return files.renameElementOrCopy(from, to, logger);
  }

  @Override
  public FileAccess.FileSync getFileSync(OutputStream stream) throws IOException {
    return files.getFileSync(stream);
  }
}
