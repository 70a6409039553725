package org.posthorn.launcher;

import java.io.IOException;
import java.io.PrintStream;
import java.lang.reflect.InvocationTargetException;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Stream;
import javax.sql.DataSource;

/**
 * Checks the data directory of a server that is stopped: {@code check [--data-dir DIR] [--repair]}.
 * Without {@code --repair} it looks at copies of database and journal and changes nothing.
 */
final class Check {
  private static final int IN_ORDER = 0;
  private static final int PROBLEMS = 3;
  private static final String DATA_DIR = "--data-dir";
  private static final String REPAIR = "--repair";

  private final Configuration configuration;
  private final DataDirectory data;
  private final boolean repair;
  private final PrintStream out;

  private Check(Configuration configuration, DataDirectory data, boolean repair, PrintStream out) {
    this.configuration = configuration;
    this.data = data;
    this.repair = repair;
    this.out = out;
  }

  /**
   * Checks.
   *
   * @param file the configuration file, where one was named
   * @param arguments what else was said
   * @return 0 where everything is in order, else 3
   */
  static int run(Optional<Path> file, List<String> arguments, PrintStream out) throws Exception {
    boolean repair = false;
    for (int i = 0; i < arguments.size(); i++) {
      if (arguments.get(i).equals(DATA_DIR) && i + 1 < arguments.size()) {
        System.setProperty(Configuration.DATA_DIRECTORY, arguments.get(++i));
      } else if (arguments.get(i).equals(REPAIR)) {
        repair = true;
      } else {
        throw new WrongConfiguration("Usage: check [--config FILE] [--data-dir DIR] [--repair].");
      }
    }
    Configuration configuration = Configuration.load(file);
    Path path = LauncherSettings.from(configuration).dataDirectory();
    if (!Files.isDirectory(path)) {
      throw new WrongConfiguration("There is no data directory " + path + ".");
    }
    DataDirectory data = DataDirectory.occupy(path);
    quiet();
    out.println("Checking " + path + (repair ? " and repairing" : ""));
    return new Check(configuration, data, repair, out).run() == 0 ? IN_ORDER : PROBLEMS;
  }

  /** What broker and database say of their start and end is not asked for here. */
  private static void quiet() {
    for (Handler handler : Logger.getLogger("").getHandlers()) {
      handler.setLevel(Level.SEVERE);
    }
  }

  private int run() throws Exception {
    try (URLClassLoader libraries = Libraries.load(data.temporary().resolve("check-lib"))) {
      List<String> orders = orders(libraries);
      try (Connection database = database(libraries).getConnection()) {
        return (int)
            call(
                libraries,
                "org.posthorn.inspection.boundary.Inspection",
                "run",
                new Class<?>[] {
                  Connection.class, Path.class, List.class, boolean.class, PrintStream.class
                },
                database,
                content(),
                orders,
                repair,
                out);
      }
    } finally {
      remove(data.temporary());
    }
  }

  private Path content() {
    return configuration
        .value("posthorn.store.content-dir")
        .map(Path::of)
        .orElse(data.path().resolve("content"));
  }

  @SuppressWarnings("unchecked") // as the method says
  private List<String> orders(ClassLoader libraries) throws Exception {
    if (configuration.value("posthorn.broker.url").isPresent()) {
      out.println("orders: they are at a broker elsewhere, and not looked at");
      return List.of();
    }
    Path journal = data.path().resolve("broker");
    if (!Files.isDirectory(journal)) {
      return List.of();
    }
    Path copy = copy(journal);
    List<String> torn =
        (List<String>)
            call(
                libraries,
                "org.posthorn.broker.ra.JournalTails",
                "read",
                new Class<?>[] {Path.class},
                copy);
    torn.forEach(sentence -> out.println("orders: " + sentence));
    return (List<String>)
        call(
            libraries,
            "org.posthorn.broker.ra.JournalOrders",
            "read",
            new Class<?>[] {Path.class},
            copy);
  }

  private DataSource database(ClassLoader libraries) throws Exception {
    Optional<String> url = configuration.value("posthorn.db.url");
    Path directory = data.path();
    if (url.isEmpty() && !repair && Files.isDirectory(directory.resolve("db"))) {
      copy(directory.resolve("db"));
      directory = copies();
    }
    return (DataSource)
        call(
            libraries,
            "org.posthorn.database.PosthornDataSource",
            "of",
            new Class<?>[] {Optional.class, Path.class, String.class, String.class},
            url,
            directory,
            configuration.value("posthorn.db.user").orElse("SA"),
            configuration.value("posthorn.db.password").orElse(""));
  }

  private static Object call(
      ClassLoader libraries, String type, String method, Class<?>[] types, Object... arguments)
      throws Exception {
    Thread thread = Thread.currentThread();
    ClassLoader before = thread.getContextClassLoader();
    thread.setContextClassLoader(libraries);
    try {
      return libraries.loadClass(type).getMethod(method, types).invoke(null, arguments);
    } catch (InvocationTargetException e) {
      if (e.getCause() instanceof Exception cause) {
        throw cause;
      }
      throw e;
    } finally {
      thread.setContextClassLoader(before);
    }
  }

  private Path copies() {
    return data.temporary().resolve("check");
  }

  private Path copy(Path directory) throws IOException {
    Path target = copies().resolve(directory.getFileName());
    try (Stream<Path> files = Files.walk(directory)) {
      for (Path file : files.toList()) {
        Path to = target.resolve(directory.relativize(file).toString());
        if (Files.isDirectory(file)) {
          Files.createDirectories(to);
        } else {
          Files.copy(file, to, StandardCopyOption.COPY_ATTRIBUTES);
        }
      }
    }
    return target;
  }

  private static void remove(Path directory) throws IOException {
    try (Stream<Path> files = Files.walk(directory)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        if (!file.equals(directory)) {
          Files.deleteIfExists(file);
        }
      }
    }
  }
}
