package org.posthorn.imap.command;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.posthorn.kernel.Content;
import org.posthorn.kernel.UidSet;
import org.posthorn.mailstore.Acl;
import org.posthorn.mailstore.Flags;
import org.posthorn.mailstore.query.SearchKey;

/**
 * Commands that are legal after login. Mailbox names are decoded but not yet checked. RFC 9051
 * §6.3.
 */
public sealed interface Authenticated extends Command {

  /**
   * RFC 9051 §6.3.1, RFC 5161.
   *
   * @param capabilities in capitals
   */
  record Enable(List<String> capabilities) implements Authenticated {
    public Enable {
      capabilities = List.copyOf(capabilities);
    }
  }

  /**
   * SELECT and EXAMINE. RFC 9051 §6.3.2, §6.3.3.
   *
   * @param readOnly whether it is EXAMINE
   * @param condstore whether the client asked for CONDSTORE (RFC 7162 §3.1.8)
   * @param resync what the client knows from before (RFC 7162 §3.2.5)
   */
  record Select(String mailbox, boolean readOnly, boolean condstore, Optional<Resync> resync)
      implements Authenticated {}

  /**
   * The QRESYNC parameter. RFC 7162 §3.2.5.
   *
   * @param known the UIDs that the client has; empty when it did not say
   * @param matched whether it gave sequence numbers with their UIDs, too
   */
  record Resync(long uidValidity, long modSeq, Optional<UidSet> known, boolean matched) {}

  /**
   * RFC 9051 §6.3.4.
   *
   * @param uses the attributes of USE (RFC 6154 §3), with backslash
   */
  record Create(String mailbox, List<String> uses) implements Authenticated {
    public Create {
      uses = List.copyOf(uses);
    }
  }

  /** RFC 9051 §6.3.5. */
  record Delete(String mailbox) implements Authenticated {}

  /** RFC 9051 §6.3.6. */
  record Rename(String from, String to) implements Authenticated {}

  /** SUBSCRIBE and UNSUBSCRIBE. RFC 9051 §6.3.7, §6.3.8. */
  record Subscribe(String mailbox, boolean subscribed) implements Authenticated {}

  /**
   * RFC 9051 §6.3.9.
   *
   * @param extended whether the syntax of RFC 5258 was used
   * @param annotations entries that METADATA asks for, in lower case
   */
  record ListMailboxes(
      boolean extended,
      Set<ListSelection> selection,
      String reference,
      List<String> patterns,
      Set<ListReturn> returns,
      Set<StatusItem> status,
      List<String> annotations)
      implements Authenticated {
    public ListMailboxes {
      selection = Set.copyOf(selection);
      patterns = List.copyOf(patterns);
      returns = Set.copyOf(returns);
      annotations = List.copyOf(annotations);
    }
  }

  /** Which mailboxes LIST is about. RFC 9051 §6.3.9.1. */
  enum ListSelection {
    /** Subscribed names. */
    SUBSCRIBED,
    /** Remote ones too. */
    REMOTE,
    /** Parents of what matches too. */
    RECURSIVEMATCH,
    /** With a special use. RFC 6154 §2. */
    SPECIAL_USE
  }

  /** What LIST tells. RFC 9051 §6.3.9.2. */
  enum ListReturn {
    /** Whether subscribed. */
    SUBSCRIBED,
    /** Whether there are children. */
    CHILDREN,
    /** What the mailbox is for. RFC 6154 §2. */
    SPECIAL_USE,
    /** A STATUS response too. RFC 5819. */
    STATUS,
    /** A METADATA response too. RFC 9590. */
    METADATA,
    /** A MYRIGHTS response too. RFC 8440. */
    MYRIGHTS
  }

  /** RFC 3501 §6.3.9. */
  record Lsub(String reference, String pattern) implements Authenticated {}

  /** RFC 9051 §6.3.10. */
  record Namespace() implements Authenticated {}

  /** RFC 9051 §6.3.11. */
  record Status(String mailbox, Set<StatusItem> items) implements Authenticated {}

  /**
   * APPEND and REPLACE. RFC 9051 §6.3.12, RFC 3502, RFC 8508. The octets of the messages are with
   * the content store already.
   *
   * @param replaced UID of the message of the selected mailbox that goes as the new one comes
   */
  record Append(String mailbox, List<Message> messages, OptionalLong replaced)
      implements Authenticated {
    public Append {
      messages = List.copyOf(messages);
    }

    /**
     * One message of it.
     *
     * @param internalDate seconds since 1970 UTC, when given
     */
    public record Message(Flags flags, OptionalLong internalDate, Content content) {}
  }

  /** RFC 9051 §6.3.13. */
  record Idle() implements Authenticated {}

  /**
   * ESEARCH, a search in several mailboxes. RFC 7377 §2.
   *
   * @param sources where to search; at least one
   * @param key what to find; empty when its charset is not known
   */
  record MultiSearch(
      List<MailboxFilter> sources, Optional<SearchKey> key, Optional<SearchReturn> returned)
      implements Authenticated {
    public MultiSearch {
      sources = List.copyOf(sources);
    }
  }

  /**
   * RFC 5464 §4.2.
   *
   * @param mailbox empty text for the server
   * @param entries in lower case, each once
   * @param maxSize only of entries with values of at most so many octets
   */
  record GetMetadata(String mailbox, List<String> entries, Depth depth, OptionalLong maxSize)
      implements Authenticated {
    public GetMetadata {
      entries = List.copyOf(entries);
    }

    /** What is asked for besides the entry itself. RFC 5464 §4.2.2. */
    public enum Depth {
      /** Nothing. */
      ENTRY,
      /** What is directly below it. */
      CHILDREN,
      /** All that is below it. */
      TREE
    }
  }

  /**
   * RFC 5464 §4.3.
   *
   * @param mailbox empty text for the server
   * @param values by entry in lower case; empty to remove it
   */
  record SetMetadata(String mailbox, Map<String, Optional<byte[]>> values)
      implements Authenticated {
    public SetMetadata {
      values = Map.copyOf(values);
    }
  }

  /** SETACL and DELETEACL. RFC 4314 §3.1, §3.2. */
  record SetAcl(String mailbox, Acl.Change change) implements Authenticated {}

  /** RFC 4314 §3.3. */
  record GetAcl(String mailbox) implements Authenticated {}

  /** RFC 4314 §3.4. */
  record ListRights(String mailbox, String identifier) implements Authenticated {}

  /** RFC 4314 §3.5. */
  record MyRights(String mailbox) implements Authenticated {}

  /** RFC 9208 §4.1.1. */
  record GetQuota(String root) implements Authenticated {}

  /** RFC 9208 §4.1.2. */
  record GetQuotaRoot(String mailbox) implements Authenticated {}

  /**
   * RFC 9208 §4.1.3.
   *
   * @param limits by names of resources in capitals
   */
  record SetQuota(String root, Map<String, Long> limits) implements Authenticated {
    public SetQuota {
      limits = Map.copyOf(limits);
    }
  }

  /**
   * RFC 5465 §3.1.
   *
   * @param status whether to tell the status of the mailboxes at once
   * @param groups none for NOTIFY NONE
   * @param known whether all events are known; else the groups are of no use
   */
  record Notify(boolean status, List<EventGroup> groups, boolean known) implements Authenticated {
    public Notify {
      groups = List.copyOf(groups);
    }
  }

  /** RFC 8437 §2. */
  record Unauthenticate() implements Authenticated {}

  /** Google's LIST of before RFC 6154. */
  record Xlist(String reference, String pattern) implements Authenticated {}

  /**
   * RFC 4978 §3.
   *
   * @param algorithm in capitals
   */
  record Compress(String algorithm) implements Authenticated {}

  /** RFC 4467 §7. */
  record GenUrlAuth(List<Wanted> wanted) implements Authenticated {

    /**
     * One URL.
     *
     * @param rump the URL up to whom it is for
     * @param mechanism in capitals
     */
    public record Wanted(String rump, String mechanism) {}

    public GenUrlAuth {
      wanted = List.copyOf(wanted);
    }
  }

  /**
   * RFC 4467 §7.
   *
   * @param mailbox empty: all of the user
   * @param mechanisms in capitals
   */
  record ResetKey(Optional<String> mailbox, List<String> mechanisms) implements Authenticated {
    public ResetKey {
      mechanisms = List.copyOf(mechanisms);
    }
  }

  /** RFC 4467 §7, RFC 5524 §3. */
  record UrlFetch(List<WantedUrl> wanted) implements Authenticated {

    /**
     * One URL.
     *
     * @param items what is wanted of it, in this order; none: its octets in the form of RFC 4467
     */
    public record WantedUrl(String url, List<Item> items) {
      public WantedUrl {
        items = List.copyOf(items);
      }
    }

    /** What may be wanted. RFC 5524 §3.1. */
    public enum Item {
      /** What is known of the part. */
      BODYPARTSTRUCTURE,
      /** The octets without their content transfer encoding. */
      BINARY,
      /** The octets as they are. */
      BODY
    }

    public UrlFetch {
      wanted = List.copyOf(wanted);
    }
  }
}
