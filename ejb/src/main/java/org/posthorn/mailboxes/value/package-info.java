/** What mailboxes and those share who keep something for them. */
@NullMarked
package org.posthorn.mailboxes.value;

import org.jspecify.annotations.NullMarked;
