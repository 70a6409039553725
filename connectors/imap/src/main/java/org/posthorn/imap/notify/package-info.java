/** What clients hear of mailboxes that they have not selected. RFC 5465. */
@NullMarked
package org.posthorn.imap.notify;

import org.jspecify.annotations.NullMarked;
