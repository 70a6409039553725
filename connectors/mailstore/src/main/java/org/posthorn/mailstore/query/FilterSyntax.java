package org.posthorn.mailstore.query;

import java.util.List;
import java.util.Optional;
import java.util.ServiceLoader;

/**
 * Reads the search programs that are kept as filters (RFC 5466 §3.2), which are in the syntax of a
 * protocol. Found as a service, so that the store knows no protocol.
 */
public interface FilterSyntax {

  /** Why a program cannot be read; empty when it can. */
  Optional<String> faultIn(byte[] program);

  /** Why a program cannot be read by anybody; empty when it can, or nobody knows the syntax. */
  static Optional<String> fault(byte[] program) {
    List<Optional<String>> faults =
        ServiceLoader.load(FilterSyntax.class, FilterSyntax.class.getClassLoader()).stream()
            .map(syntax -> syntax.get().faultIn(program))
            .toList();
    return faults.stream().anyMatch(Optional::isEmpty)
        ? Optional.empty()
        : faults.stream().findFirst().flatMap(fault -> fault);
  }
}
