package org.posthorn.database;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.hsqldb.lib.EventLogInterface;
import org.hsqldb.lib.FileAccess;

/**
 * Keeps, for each moment at which the power could be cut, what the disk would have: with the names
 * that were synced, or with all. The contents are the current ones, so that only names are lost.
 */
final class PowerCuts extends DurableFiles {
  private final Path directory;
  private final Path states;
  private final boolean namesAreSynced;
  private final Map<String, Path> durable = new TreeMap<>(); // name to a link to what it names
  private final Map<String, State> found = new HashMap<>(); // by a hash of all contents
  private Set<Integer> acknowledged = Set.of();
  private int links;

  /** What a disk would have, and what had been acknowledged when it would. */
  record State(Path directory, Set<Integer> acknowledged) {}

  /**
   * Records a database's directory.
   *
   * @param namesAreSynced false for a disk that forgets what the database itself does not sync: a
   *     sync of a file makes all names durable that were there before it, as ext4 does
   */
  PowerCuts(Path directory, Path states, boolean namesAreSynced) {
    this.directory = directory;
    this.states = states;
    this.namesAreSynced = namesAreSynced;
    Embedded.use(this);
  }

  /** A commit returned. */
  void acknowledge(int id) {
    Set<Integer> all = new HashSet<>(acknowledged);
    all.add(id);
    acknowledged = Set.copyOf(all);
    cut();
  }

  /** What disks there could have been. */
  List<State> states() {
    return new ArrayList<>(found.values());
  }

  @Override
  void sync(Path of) throws IOException {
    if (namesAreSynced) {
      super.sync(of);
      namesAreDurable();
    }
    cut();
  }

  @Override
  public FileSync getFileSync(OutputStream stream) {
    FileAccess.FileSync sync = super.getFileSync(stream);
    return () -> {
      cut();
      sync.sync();
      if (!namesAreSynced) {
        namesAreDurable();
      }
      cut();
    };
  }

  @Override
  public boolean removeElement(String name) {
    cut();
    return super.removeElement(name);
  }

  @Override
  public boolean renameElementOrCopy(String from, String to, EventLogInterface logger) {
    cut();
    return super.renameElementOrCopy(from, to, logger);
  }

  private void namesAreDurable() {
    try {
      durable.clear();
      for (Path file : files()) {
        Path link = states.resolve("link" + links++);
        Files.createLink(link, file);
        durable.put(file.getFileName().toString(), link);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void cut() {
    try {
      Map<String, Path> all = new TreeMap<>();
      Map<String, Path> synced = new TreeMap<>(durable);
      for (Path file : files()) {
        String name = file.getFileName().toString();
        all.put(name, file);
        if (name.endsWith(".data") || name.endsWith(".backup")) { // synced with the file
          synced.putIfAbsent(name, file);
        }
      }
      keep(all);
      keep(synced);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void keep(Map<String, Path> files) throws IOException {
    String hash = hash(files);
    State known = found.get(hash);
    if (known == null) {
      Path copy = Files.createDirectories(states.resolve("state" + found.size()));
      for (Map.Entry<String, Path> file : files.entrySet()) {
        Files.copy(file.getValue(), copy.resolve(file.getKey()));
      }
      found.put(hash, new State(copy, acknowledged));
    } else if (acknowledged.size() > known.acknowledged().size()) {
      found.put(hash, new State(known.directory(), acknowledged));
    }
  }

  private static String hash(Map<String, Path> files) throws IOException {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      for (Map.Entry<String, Path> file : files.entrySet()) {
        digest.update(file.getKey().getBytes(java.nio.charset.StandardCharsets.UTF_8));
        digest.update(Files.readAllBytes(file.getValue()));
      }
      return HexFormat.of().formatHex(digest.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  private List<Path> files() throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      return files
          .filter(Files::isRegularFile)
          .filter(file -> !file.toString().endsWith(".lck"))
          .toList();
    }
  }
}
