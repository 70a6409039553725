/** What tests share. */
@NullMarked
package org.posthorn.testkit;

import org.jspecify.annotations.NullMarked;
