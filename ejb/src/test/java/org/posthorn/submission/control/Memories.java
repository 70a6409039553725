package org.posthorn.submission.control;

import java.util.List;
import java.util.Set;
import org.posthorn.submission.value.SendingGrantInfo;
import org.posthorn.submission.value.SendingRules;

/** What is remembered in tests. */
public final class Memories {
  private Memories() {}

  /** Knows these grants. */
  public static GrantMemory of(List<SendingGrantInfo> grants) {
    return new GrantMemory() {
      @Override
      public SendingRules rules(long account) {
        return SendingRules.DEFAULT;
      }

      @Override
      public List<SendingGrantInfo> granted(long account) {
        return grants.stream().filter(each -> each.delegate() == account).toList();
      }
    };
  }

  /** Lets all send but these. */
  public static SendingLimits limits(Set<Long> limited) {
    return new SendingLimits() {
      @Override
      public boolean admit(long account, SendingRules rules, Set<Long> to) {
        return !limited.contains(account);
      }
    };
  }
}
