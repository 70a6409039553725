package org.posthorn.launcher;

import java.io.IOException;
import java.io.InputStream;
import java.net.URISyntaxException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipInputStream;

/** The jars within this jar, for work that is done without the application server. */
final class Libraries {
  private static final String SERVER = "MICRO-INF/runtime/";
  private static final String SHARED = "MICRO-INF/lib/";
  private static final String DEPLOYED = "MICRO-INF/deploy/";

  private Libraries() {}

  /** Unpacks them into a directory and loads them, apart from all else. */
  static URLClassLoader load(Path directory) throws IOException {
    Files.createDirectories(directory);
    List<URL> jars = new ArrayList<>();
    try (InputStream own = Files.newInputStream(ownJar());
        ZipInputStream entries = new ZipInputStream(own)) {
      for (ZipEntry e = entries.getNextEntry(); e != null; e = entries.getNextEntry()) {
        if (e.getName().startsWith(SHARED) && e.getName().endsWith(".jar")) {
          jars.add(unpack(entries, e, directory));
        } else if (e.getName().startsWith(DEPLOYED) && !e.isDirectory()) {
          inner(new ZipInputStream(entries), directory, jars);
        }
      }
    }
    return new URLClassLoader(
        "posthorn", jars.toArray(URL[]::new), ClassLoader.getPlatformClassLoader());
  }

  /** Unpacks the application server and what all applications share, the server first. */
  static List<Path> unpackServer(Path directory) throws IOException {
    List<Path> server = new ArrayList<>();
    List<Path> shared = new ArrayList<>();
    Files.createDirectories(directory.resolve("runtime"));
    Files.createDirectories(directory.resolve("lib"));
    try (ZipFile own = new ZipFile(ownJar().toFile())) {
      for (ZipEntry entry : Collections.list(own.entries())) {
        String name = entry.getName();
        if (!entry.isDirectory() && (name.startsWith(SERVER) || name.startsWith(SHARED))) {
          Path file = directory.resolve(name.substring("MICRO-INF/".length()));
          try (InputStream in = own.getInputStream(entry)) {
            Files.copy(in, file);
          }
          if (name.endsWith(".jar")) { // adapters of the server lie there, too
            (name.startsWith(SERVER) ? server : shared).add(file);
          }
        }
      }
    }
    server.addAll(shared);
    return server;
  }

  static Path ownJar() throws IOException {
    try {
      return Path.of(Libraries.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    } catch (URISyntaxException e) {
      throw new IOException(e);
    }
  }

  private static void inner(ZipInputStream archive, Path directory, List<URL> jars)
      throws IOException {
    for (ZipEntry e = archive.getNextEntry(); e != null; e = archive.getNextEntry()) {
      if (e.getName().endsWith(".jar")) {
        jars.add(unpack(archive, e, directory));
      }
    }
  }

  private static URL unpack(InputStream from, ZipEntry entry, Path directory) throws IOException {
    Path file = directory.resolve(Path.of(entry.getName()).getFileName());
    if (Files.notExists(file)) {
      Files.copy(from, file);
    }
    return file.toUri().toURL();
  }
}
