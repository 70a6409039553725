package org.posthorn.submission.boundary;

import static java.nio.charset.StandardCharsets.UTF_8;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Collection;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.posthorn.accounts.boundary.AccountRef;
import org.posthorn.accounts.boundary.Directory;
import org.posthorn.filtering.boundary.FilterLearning;
import org.posthorn.kernel.Address;
import org.posthorn.submission.control.GrantMemory;
import org.posthorn.submission.control.SendingLimits;
import org.posthorn.submission.value.SendingGrantInfo;
import org.posthorn.submission.value.SendingGrantInfo.Kind;
import org.posthorn.submission.value.SendingRules;

/**
 * Whether an account may send, and in whose name. Answers from memory most times; needs no
 * transaction.
 */
@ApplicationScoped
public class SendingRights {

  /** In whose name a message is written. */
  public enum Name {
    /** Of the account itself. */
    OWN,
    /** Of somebody who lets the account write as them. */
    LENT,
    /** Of somebody on whose behalf it writes; the message has to say so. */
    ON_BEHALF,
    /** Of somebody else. */
    FOREIGN
  }

  @Inject Directory directory;
  @Inject GrantMemory grants;
  @Inject SendingLimits limits;
  @Inject FilterLearning learning;

  /** Whose an address is, as far as the account may write as it. RFC 6409 §6.1. */
  public Name name(long account, Address author) {
    if (directory.owns(account, author)) {
      return Name.OWN;
    }
    Optional<Long> owner = directory.find(author).map(AccountRef::id);
    return owner.flatMap(each -> granted(account, each)).orElse(Name.FOREIGN);
  }

  private Optional<Name> granted(long delegate, long owner) {
    return grants.granted(delegate).stream()
        .filter(each -> each.owner() == owner)
        .map(SendingGrantInfo::kind)
        .map(kind -> kind == Kind.AS ? Name.LENT : Name.ON_BEHALF)
        .findAny();
  }

  /**
   * Counts a message to other servers, when the account has not sent too much within 24 hours.
   *
   * @return whether it may go
   */
  public boolean admit(long account, Collection<Address> recipients) {
    SendingRules rules = grants.rules(account);
    Set<Long> digests = new HashSet<>();
    recipients.forEach(each -> digests.add(digest(each)));
    return limits.admit(account, rules, digests);
  }

  /** A person has written to some, who are no strangers any more. Waits for nothing. */
  public void wrote(long account, Collection<Address> recipients) {
    learning.wrote(account, recipients);
  }

  /** Whether each message of an account to other servers has a reverse-path of its own. */
  public boolean uniqueSender(long account) {
    return grants.rules(account).uniqueSender();
  }

  private static long digest(Address recipient) {
    try {
      MessageDigest sha = MessageDigest.getInstance("SHA-256");
      return ByteBuffer.wrap(sha.digest(recipient.lookupKey().getBytes(UTF_8))).getLong();
    } catch (NoSuchAlgorithmException everyJdkHasIt) {
      throw new IllegalStateException(everyJdkHasIt);
    }
  }
}
