package org.posthorn.accounts.control;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.posthorn.kernel.Address;
import org.posthorn.kernel.DataFiles;

/**
 * Word that somebody with access to the data directory has left there for the next start: who is to
 * be an administrator, with which password. A file {@code administrator} of two lines.
 */
public final class AdministratorWord {
  private static final System.Logger LOG = System.getLogger(AdministratorWord.class.getName());

  private final Path file;
  private final Address address;
  private final String password;

  private AdministratorWord(Path file, Address address, String password) {
    this.file = file;
    this.address = address;
    this.password = password;
  }

  /** What was left in a data directory, if it can be understood. */
  public static Optional<AdministratorWord> in(Path dataDirectory) {
    Path file = dataDirectory.resolve("administrator");
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    try {
      List<String> lines = Files.readAllLines(file);
      Optional<Address> address = lines.stream().findFirst().flatMap(l -> Address.parse(l.strip()));
      if (address.isPresent() && lines.size() >= 2) {
        return Optional.of(new AdministratorWord(file, address.get(), lines.get(1)));
      }
      LOG.log(
          System.Logger.Level.WARNING,
          "event=administrator-refused file={0} reason=\"not an address and a password\"",
          file);
    } catch (IOException e) {
      LOG.log(
          System.Logger.Level.WARNING,
          "event=administrator-refused file={0} reason={1}",
          file,
          e.toString());
    }
    return Optional.empty();
  }

  public Address address() {
    return address;
  }

  public String password() {
    return password;
  }

  /** It was done as was said; the next start does not do it again. */
  public void done() {
    try {
      Files.deleteIfExists(file);
      DataFiles.sync(Optional.ofNullable(file.toAbsolutePath().getParent()).orElseThrow());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Without the password. */
  @Override
  public String toString() {
    return "AdministratorWord[" + address + "]";
  }
}
