package org.posthorn.documents.control;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/**
 * Finds what the reader's process needs on its class path, by a class of each jar, and copies jars
 * that lie within another one, as in {@code posthorn.jar}, to where a process can read them.
 */
final class ClassPath {
  private static final List<String> CLASSES =
      List.of(
          "org/posthorn/documents/reader/DocumentReader.class",
          "org/apache/pdfbox/Loader.class",
          "org/apache/pdfbox/io/IOUtils.class",
          "org/apache/fontbox/ttf/TTFParser.class",
          "org/apache/commons/logging/LogFactory.class");
  private static final String WITHIN = "!/";

  private ClassPath() {}

  /**
   * The class path.
   *
   * @param copies the directory for copies
   * @throws IOException when something is missing, or lies where it cannot be read
   */
  static String of(ClassLoader loader, Path copies) throws IOException {
    Set<String> places = new LinkedHashSet<>();
    for (String name : CLASSES) {
      URL url = loader.getResource(name);
      if (url == null) {
        throw new IOException("there is no " + name);
      }
      places.add(place(url.toString(), name, copies).toString());
    }
    return String.join(File.pathSeparator, places);
  }

  /** Where a class comes from: {@code jar:file:OUTER!/INNER!/CLASS}, or less of that. */
  static Path place(String url, String name, Path copies) throws IOException {
    String bare = url;
    while (bare.startsWith("jar:")) {
      bare = bare.substring("jar:".length());
    }
    if (!bare.startsWith("file:") || !bare.endsWith(name)) {
      throw new IOException("nothing can be read from " + url);
    }
    String[] parts = bare.substring(0, bare.length() - name.length()).split(WITHIN, -1);
    Path outer = Path.of(URI.create(parts[0]));
    return parts.length == 3 ? copy(outer, parts[1], copies) : outer;
  }

  private static Path copy(Path outer, String inner, Path copies) throws IOException {
    Path copy = copies.resolve(Path.of(inner).getFileName().toString());
    try (ZipFile jar = new ZipFile(outer.toFile())) {
      ZipEntry entry = jar.getEntry(inner);
      if (entry == null) {
        throw new IOException("there is no " + inner + " in " + outer);
      }
      if (!Files.exists(copy) || Files.size(copy) != entry.getSize()) {
        Path half = Files.createTempFile(copies, "copy", ".jar");
        try (InputStream in = jar.getInputStream(entry)) {
          Files.copy(in, half, StandardCopyOption.REPLACE_EXISTING);
        }
        Files.move(half, copy, StandardCopyOption.ATOMIC_MOVE);
      }
    }
    return copy;
  }
}
