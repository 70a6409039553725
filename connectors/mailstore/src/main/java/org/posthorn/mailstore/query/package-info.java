/** Finds messages by what is asked of them, by the cheapest means that decides. */
@NullMarked
package org.posthorn.mailstore.query;

import org.jspecify.annotations.NullMarked;
