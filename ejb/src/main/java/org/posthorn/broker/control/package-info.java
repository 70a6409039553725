/** What a broker of somebody else's must be like. */
@NullMarked
package org.posthorn.broker.control;

import org.jspecify.annotations.NullMarked;
