/** What a session sees of a mailbox: immutable views in primitive columns. */
@NullMarked
package org.posthorn.mailstore;

import org.jspecify.annotations.NullMarked;
