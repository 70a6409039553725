package org.posthorn.database;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.lang.invoke.MethodHandles;
import java.lang.reflect.Field;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.hsqldb.lib.FileAccess;
import org.hsqldb.lib.FileUtil;
import org.jspecify.annotations.Nullable;

/** The embedded database, whose files have to be ours before the first is opened. ADR 9. */
final class Embedded {
  private static final String SWITCH = "FileAccessSwitch";
  private static final String FILES = "jdbc:hsqldb:file:";

  /** What a database has once it was made. */
  private static final List<String> ESSENTIAL = List.of(".script", ".data", ".data.new", ".backup");

  private static final String NEW_SCRIPT = ".script.new";
  private static final String PROPERTIES = ".properties";

  private static final Set<String> SEEN = new HashSet<>(); // guarded by the class, like the rest

  private static boolean prepared;
  private static @Nullable Class<?> defined;

  private Embedded() {}

  /**
   * Is called before connections are made; sees to it that what is committed is durable, and that a
   * database which the power was cut from while it was made is made anew.
   */
  static synchronized void prepare(String url) {
    if (!prepared) {
      use(new DurableFiles());
    }
    if (url.startsWith(FILES) && SEEN.add(url)) {
      String database = url.substring(FILES.length()).split(";", 2)[0];
      FileUtil.getFileAccess(false).createParentDirs(database);
      clear(database);
    }
  }

  /**
   * Without script and data there has never been a table, so nothing that was committed is lost. A
   * new script counts once the properties say so.
   */
  private static void clear(String database) {
    FileAccess files = FileUtil.getFileAccess(false);
    boolean made =
        ESSENTIAL.stream().anyMatch(name -> files.isStreamElement(database + name))
            || files.isStreamElement(database + NEW_SCRIPT)
                && files.isStreamElement(database + PROPERTIES);
    if (!made) {
      files.removeElement(database + ".log");
      files.removeElement(database + PROPERTIES + ".new");
      files.removeElement(database + PROPERTIES);
      files.removeElement(database + NEW_SCRIPT);
    }
  }

  /**
   * From now on, databases that are opened use these files.
   *
   * @throws IllegalStateException when this HSQLDB is built otherwise
   */
  static synchronized void use(FileAccess files) {
    try {
      Object instead = type().getConstructor(FileAccess.class).newInstance(files);
      Field field = FileUtil.class.getDeclaredField("fileUtil");
      field.setAccessible(true);
      field.set(null, instead);
      prepared = FileUtil.getFileAccess(false) == instead;
    } catch (ReflectiveOperationException | IOException e) {
      throw new IllegalStateException("HSQLDB does not let its file access be replaced", e);
    }
    if (!prepared) {
      throw new IllegalStateException("HSQLDB goes on with its own file access");
    }
  }

  private static Class<?> type() throws ReflectiveOperationException, IOException {
    Class<?> known = defined;
    if (known != null) {
      return known;
    }
    MethodHandles.Lookup lookup =
        MethodHandles.privateLookupIn(FileUtil.class, MethodHandles.lookup());
    Class<?> type;
    try {
      type = lookup.defineClass(octets());
    } catch (LinkageError e) { // defined before us, by an application that was replaced
      type = Class.forName(FileUtil.class.getPackageName() + "." + SWITCH, true, loader());
    }
    defined = type;
    return type;
  }

  private static ClassLoader loader() {
    return FileUtil.class.getClassLoader();
  }

  private static byte[] octets() throws IOException {
    try (InputStream in =
        Embedded.class.getResourceAsStream("/org/hsqldb/lib/" + SWITCH + ".class")) {
      if (in == null) {
        throw new FileNotFoundException(SWITCH);
      }
      return in.readAllBytes();
    }
  }
}
