package org.posthorn.webapi.admin;

import static org.posthorn.webapi.problem.ProblemException.found;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Locale;
import org.posthorn.accounts.boundary.Accounts;
import org.posthorn.accounts.boundary.Directory;
import org.posthorn.filtering.value.FilterScope;
import org.posthorn.kernel.Address;
import org.posthorn.webapi.problem.ProblemException;

/** For whom a path says that settings count: {@code server}, a domain, or an account's address. */
@ApplicationScoped
public class FilterScopes {
  private static final String SERVER = "server";

  @Inject Accounts accounts;
  @Inject Directory directory;

  /** The scope; a problem where there is no such domain or account. */
  FilterScope of(String path) {
    if (path.equals(SERVER)) {
      return FilterScope.SERVER;
    }
    if (path.indexOf('@') >= 0) {
      return FilterScope.account(account(path));
    }
    String domain =
        Address.domain(path.toLowerCase(Locale.ROOT)).orElseThrow(ProblemException::notFound);
    if (!directory.ownsDomain(domain)) {
      throw ProblemException.notFound();
    }
    return FilterScope.domain(domain);
  }

  /** The account with an address; a problem where there is none. */
  long account(String address) {
    return found(Address.known(address).flatMap(accounts::find)).id();
  }
}
