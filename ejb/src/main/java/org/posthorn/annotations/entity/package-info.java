/** What is stored of annotations. */
@NullMarked
package org.posthorn.annotations.entity;

import org.jspecify.annotations.NullMarked;
