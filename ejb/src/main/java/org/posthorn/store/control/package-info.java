/** The ports of the mail store, each on the components that do it. */
@NullMarked
package org.posthorn.store.control;

import org.jspecify.annotations.NullMarked;
