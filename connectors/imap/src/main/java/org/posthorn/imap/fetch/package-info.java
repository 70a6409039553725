/** Gives what FETCH asks for, in steps that follow the peer's pace. */
@NullMarked
package org.posthorn.imap.fetch;

import org.jspecify.annotations.NullMarked;
